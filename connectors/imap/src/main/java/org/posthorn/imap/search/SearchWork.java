package org.posthorn.imap.search;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Losses;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.command.Search;
import org.posthorn.imap.command.SearchReturn;
import org.posthorn.imap.command.SearchReturn.Result;
import org.posthorn.imap.command.Sort;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.query.FixedNumbers;
import org.posthorn.mailstore.query.MessageScan;
import org.posthorn.mailstore.query.ResultSorter;
import org.posthorn.mailstore.query.SearchKey;
import org.posthorn.mailstore.query.SearchResult;
import org.posthorn.mailstore.query.SortedOrder;
import org.posthorn.mailstore.sort.SortCriterion;
import org.posthorn.mailstore.sort.SortKey;

/**
 * A search that goes on, then the sorting, and then the response with what was found. RFC 9051
 * §6.4.4, RFC 5256 §3.
 */
public final class SearchWork implements Work {
  private final ImapSession session;
  private final SelectedMailbox mailbox;
  private final Losses losses;
  private final MessageScan scan;
  private final SearchKey fixed; // for updates: what it stood for when the command came
  private final List<SortCriterion> order;
  private final SearchReturn options;
  private final SearchResponse.Form form;
  private final String done;
  private @Nullable ResultSorter sorting;
  private @Nullable SearchResponse response;

  private SearchWork(Request request, SelectedMailbox mailbox, ImapSession session) {
    this.session = session;
    this.mailbox = mailbox;
    this.losses = new Losses(mailbox.source());
    this.scan =
        new MessageScan(
            mailbox.source(), request.key(), SessionContext.of(mailbox, session), losses);
    this.order = request.order();
    this.options = request.returned().orElse(SearchReturn.ALL);
    this.form =
        new SearchResponse.Form(
            session.tag(),
            request.uid(),
            request.plain(),
            request.key().usesModSeq(),
            Optional.empty());
    this.done = request.name() + " completed";
    this.fixed =
        options.has(Result.UPDATE)
            ? new FixedNumbers(scan.view(), mailbox.saved()).of(request.key())
            : request.key();
    if (options.has(Result.SAVE)) {
      mailbox.save(UidSet.EMPTY); // for the case that it fails. RFC 9051 §6.4.4.1
    }
  }

  private record Request(
      String name,
      boolean uid,
      SearchKey key,
      List<SortCriterion> order,
      Optional<SearchReturn> returned,
      Optional<String> plain) {}

  /** A search in what the client knows of a mailbox. */
  public static Work of(
      Search search, SearchKey key, SelectedMailbox mailbox, ImapSession session) {
    boolean extended = search.returned().isPresent() || session.features().rev2();
    Optional<String> plain = extended ? Optional.empty() : Optional.of("SEARCH");
    return new SearchWork(
        new Request("SEARCH", search.byUid(), key, List.of(), search.returned(), plain),
        mailbox,
        session);
  }

  /** A search in what the client knows of a mailbox, whose result is sorted. */
  public static Work of(Sort sort, SearchKey key, SelectedMailbox mailbox, ImapSession session) {
    Optional<String> plain = sort.returned().isPresent() ? Optional.empty() : Optional.of("SORT");
    return new SearchWork(
        new Request("SORT", sort.byUid(), key, sort.criteria(), sort.returned(), plain),
        mailbox,
        session);
  }

  // What RELEVANCY says of messages is not kept: RFC 5267 §4.3.1 lets servers refuse
  private void keepUpdated(SearchResult result) {
    boolean kept =
        order.stream().noneMatch(criterion -> criterion.key() == SortKey.RELEVANCY)
            && mailbox.keepUpdated(updates(result));
    if (!kept) {
      refuseUpdates(session);
    }
  }

  private ResultUpdates updates(SearchResult result) {
    Optional<SortedOrder> sorted =
        order.isEmpty()
            ? Optional.empty()
            : Optional.of(new SortedOrder(mailbox.source(), order, result));
    UidSet members = new ReturnedMessages(result, SearchReturn.ALL).saved();
    return new ResultUpdates(session, form.uid(), fixed, members, sorted, options.items());
  }

  /** Says that the result of this search is not kept up to date. RFC 5267 §4.3.1. */
  public static void refuseUpdates(ImapSession session) {
    session.out().text("* NO [NOUPDATE ").string(session.tag()).text("] Too many contexts").crlf();
  }

  @Override
  public OptionalInt progress() {
    if (response != null) {
      return OptionalInt.empty();
    }
    if (order.isEmpty()) {
      return OptionalInt.of(scan.percent());
    }
    return OptionalInt.of(sorting == null ? scan.percent() / 2 : 50 + sorting.percent() / 2);
  }

  @Override
  public Optional<Completion> step() {
    if (response != null) {
      return response.step() ? Optional.of(losses.ok(done)) : Optional.empty();
    }
    if (sorting != null) {
      if (sorting.step()) {
        found(sorting.result());
      }
    } else if (scan.step()) {
      scanned(scan.result());
    }
    return Optional.empty();
  }

  private void scanned(SearchResult result) {
    if (order.isEmpty()) {
      found(result);
    } else {
      sorting = new ResultSorter(mailbox.source(), scan.view(), result, order, losses);
    }
  }

  private void found(SearchResult result) {
    if (options.has(Result.UPDATE)) {
      keepUpdated(result);
    }
    if (options.has(Result.SAVE)) {
      mailbox.save(new ReturnedMessages(result, options).saved());
    }
    response = new SearchResponse(session.out(), form, options, result);
  }
}
