package org.posthorn.imap.search;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Losses;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.command.Authenticated.MultiSearch;
import org.posthorn.imap.command.SearchReturn;
import org.posthorn.imap.command.SearchReturn.Result;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AccessWithdrawn;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.query.MessageScan;
import org.posthorn.mailstore.query.SearchContext;
import org.posthorn.mailstore.query.SearchKey;
import org.posthorn.mailstore.query.SearchResult;

/** Searches one mailbox after the other, with a response for each that has something. RFC 7377. */
public final class MultiSearchWork implements Work {
  private final ImapSession session;
  private final SearchKey key;
  private final SearchReturn options;
  private final Iterator<MailboxList.Mailbox> mailboxes;
  private final int all;
  private final long now;
  private int begun;
  private @Nullable Current current;
  private @Nullable SearchResponse response;
  private @Nullable Losses losses; // of the mailbox that had some first

  private record Current(MailboxList.Mailbox mailbox, MessageScan scan, Losses losses) {}

  /** Prepares a search in mailboxes. */
  public MultiSearchWork(
      MultiSearch command,
      SearchKey key,
      Collection<MailboxList.Mailbox> mailboxes,
      ImapSession session) {
    this.session = session;
    this.key = key;
    this.options = command.returned().orElse(SearchReturn.ALL);
    this.mailboxes = List.copyOf(mailboxes).iterator();
    this.all = mailboxes.size();
    this.now = session.clock().instant().getEpochSecond();
  }

  @Override
  public OptionalInt progress() {
    return current == null || response != null
        ? OptionalInt.empty()
        : OptionalInt.of((int) ((100L * (begun - 1) + current.scan().percent()) / all));
  }

  @Override
  public Optional<Completion> step() {
    if (response != null) {
      response = response.step() ? null : response;
    } else if (current != null) {
      scan(current);
    } else if (mailboxes.hasNext()) {
      begin(mailboxes.next());
    } else {
      String done = "ESEARCH completed";
      return Optional.of(losses == null ? Completion.ok(done) : losses.ok(done));
    }
    return Optional.empty();
  }

  private void scan(Current running) {
    try {
      if (running.scan().step()) {
        found(running);
      }
    } catch (AccessWithdrawn e) {
      current = null; // as if it had not been there
    }
  }

  private void begin(MailboxList.Mailbox mailbox) {
    begun++;
    Optional<SelectedMailbox> selected = selected(mailbox);
    if (selected.isPresent()) {
      SelectedMailbox open = selected.get();
      current =
          current(
              mailbox, SessionContext.of(open.known(), open.saved(), now, session), open.source());
      return;
    }
    Optional<MessageSource> source = session.store().messages().read(mailbox.id()).result();
    current =
        source // it was deleted or withdrawn meanwhile
            .flatMap(
                messages ->
                    messages
                        .latest()
                        .map(view -> SessionContext.of(view, UidSet.EMPTY, now, session))
                        .map(context -> current(mailbox, context, messages)))
            .orElse(null);
  }

  private Current current(
      MailboxList.Mailbox mailbox, SearchContext context, MessageSource source) {
    Losses some = new Losses(source);
    return new Current(mailbox, new MessageScan(source, key, context, some), some);
  }

  private Optional<SelectedMailbox> selected(MailboxList.Mailbox mailbox) {
    return session.selected().filter(open -> open.id() == mailbox.id());
  }

  private void found(Current done) {
    SearchResult result = done.scan().result();
    losses = losses == null || losses.failure().isEmpty() ? done.losses() : losses;
    if (options.has(Result.SAVE)) {
      selected(done.mailbox())
          .ifPresent(open -> open.save(new ReturnedMessages(result, options).saved()));
    }
    if (result.count() > 0) { // RFC 7377 §2.1: of others nothing is said
      SearchResponse.Source source =
          new SearchResponse.Source(done.mailbox().name().text(), done.scan().view().uidValidity());
      SearchResponse.Form form =
          new SearchResponse.Form(
              session.tag(), true, Optional.empty(), key.usesModSeq(), Optional.of(source));
      response = new SearchResponse(session.out(), form, options, result);
    }
    current = null;
  }
}
