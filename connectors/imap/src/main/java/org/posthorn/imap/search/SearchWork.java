package org.posthorn.imap.search;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.posthorn.imap.command.Search;
import org.posthorn.imap.command.Search.Result;
import org.posthorn.imap.command.SearchKey;
import org.posthorn.imap.session.Completion;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.imap.session.Work;

/** A search that goes on, and then the response with what it found. RFC 9051 §6.4.4. */
public final class SearchWork implements Work {
  private final MessageScan scan;
  private final SearchResponse response;
  private final SelectedMailbox mailbox;
  private final Set<Result> results;
  private boolean scanned;

  /** Prepares a search in what the client knows of a mailbox. */
  public SearchWork(Search search, SearchKey key, SelectedMailbox mailbox, ImapSession session) {
    SearchContext context =
        new SearchContext(
            mailbox.known(), mailbox.saved(), session.clock().instant().getEpochSecond());
    boolean extended = search.results().isPresent() || session.features().rev2();
    this.mailbox = mailbox;
    this.results = search.results().orElse(EnumSet.of(Result.ALL));
    this.scan = new MessageScan(session.endpoint(), key, context);
    this.response =
        new SearchResponse(
            session.out(),
            new SearchResponse.Form(
                session.tag(), search.byUid(), extended, key.usesModSeq(), results));
  }

  @Override
  public OptionalInt progress() {
    return scanned ? OptionalInt.empty() : OptionalInt.of(scan.percent());
  }

  @Override
  public Optional<Completion> step() {
    if (scanned) {
      return response.step() ? Optional.of(Completion.ok("SEARCH completed")) : Optional.empty();
    }
    scanned = scan.step();
    if (scanned) {
      SearchResult result = scan.result();
      if (results.contains(Result.SAVE)) {
        mailbox.save(result.saved(results));
      }
      response.begin(result);
    }
    return Optional.empty();
  }
}
