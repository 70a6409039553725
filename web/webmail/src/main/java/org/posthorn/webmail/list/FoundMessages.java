package org.posthorn.webmail.list;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.posthorn.kernel.ContentLost;
import org.posthorn.kernel.SteadyClock;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mailstore.query.MessageScan;
import org.posthorn.mailstore.query.SearchContext;
import org.posthorn.mailstore.query.SearchKey;
import org.posthorn.mailstore.query.SearchResult;
import org.posthorn.mailstore.search.AttachmentClass;
import org.posthorn.mailstore.search.MailSearch;

/** The messages that a search finds in the mailboxes of an account, newest first. */
final class FoundMessages {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(8);
  private static final int PORTION = 500;

  private final AccountStore store;
  private final MailSearch search;
  private final ListQuery query;
  private final List<MailboxView> views = new ArrayList<>();
  private final Clock clock = SteadyClock.steady();
  private final long end = System.nanoTime() + PATIENCE;
  private boolean complete = true;

  private record Found(long mailbox, long uid, long date) {}

  /** Of a search that may be limited to a mailbox by the query. */
  FoundMessages(AccountStore store, MailSearch search, ListQuery query) {
    this.store = store;
    this.search = search;
    this.query = query;
    for (MailboxList.Mailbox mailbox : store.folders().list().all()) {
      if (isWanted(mailbox)) {
        store.messages().view(mailbox.id()).result().ifPresent(views::add);
      }
    }
  }

  private boolean isWanted(MailboxList.Mailbox mailbox) {
    if (search.isScoped()) {
      String name = mailbox.name().text();
      return search.mailboxes().stream().anyMatch(name::equalsIgnoreCase)
          || search.below().stream().anyMatch(above -> isBelow(name, above));
    }
    if (query.mailbox().isPresent()) {
      return mailbox.id() == query.mailbox().getAsLong();
    }
    Optional<SpecialUse> use = mailbox.use();
    return !mailbox.foreign()
        && use.filter(u -> u == SpecialUse.TRASH || u == SpecialUse.JUNK).isEmpty();
  }

  private static boolean isBelow(String name, String above) {
    return name.equalsIgnoreCase(above)
        || name.regionMatches(true, 0, above + "/", 0, above.length() + 1);
  }

  /** The states of all mailboxes that are looked into. */
  String state() {
    StringBuilder state = new StringBuilder();
    for (MailboxView view : views) {
      state.append(view.mailboxId()).append('.').append(view.highestModSeq()).append(' ');
    }
    return state.toString();
  }

  /** Looks for them. */
  MessageList list() {
    List<Found> all = new ArrayList<>();
    for (MailboxView view : views) {
      store.messages().read(view.mailboxId()).result().ifPresent(source -> add(source, view, all));
    }
    Comparator<Found> order = Comparator.comparingLong(Found::date).thenComparingLong(Found::uid);
    all.sort(query.oldestFirst() ? order : order.reversed());
    long[] mailboxes = all.stream().mapToLong(Found::mailbox).toArray();
    long[] uids = all.stream().mapToLong(Found::uid).toArray();
    return MessageList.found(Integer.toHexString(state().hashCode()), mailboxes, uids, complete);
  }

  private void add(MessageSource source, MailboxView view, List<Found> all) {
    SearchKey key =
        MessageLists.key(query.filter())
            .<SearchKey>map(more -> new SearchKey.And(List.of(more, search.key())))
            .orElse(search.key());
    SearchContext context =
        new SearchContext(view, UidSet.EMPTY, clock.millis() / 1000, this::isLate);
    MessageScan scan = new MessageScan(source, key, context, (uid, why) -> {});
    while (!scan.step()) {
      if (isLate()) {
        complete = false;
        break;
      }
    }
    List<Found> found = new ArrayList<>();
    SearchResult result = scan.result();
    for (int i = 0; i < result.count(); i++) {
      MailboxCursor cursor = view.cursor(result.index(i));
      cursor.next();
      found.add(new Found(view.mailboxId(), cursor.uid(), cursor.internalDate()));
    }
    all.addAll(attachment().map(wanted -> with(source, view, found, wanted)).orElse(found));
  }

  private Optional<AttachmentClass> attachment() {
    return search
        .attachment()
        .or(
            () ->
                query.filter() == ListQuery.Filter.ATTACHMENTS
                    ? Optional.of(AttachmentClass.ANY)
                    : Optional.empty());
  }

  private List<Found> with(
      MessageSource source, MailboxView view, List<Found> found, AttachmentClass wanted) {
    List<Found> kept = new ArrayList<>();
    for (int from = 0; from < found.size() && !isLate(); from += PORTION) {
      List<Found> some = found.subList(from, Math.min(found.size(), from + PORTION));
      long[] uids = some.stream().mapToLong(Found::uid).toArray();
      try {
        var facts = source.facts(view, uids);
        for (int i = 0; i < uids.length; i++) {
          if (wanted.matches(facts.get(i))) {
            kept.add(some.get(i));
          }
        }
      } catch (ContentLost unreadable) {
        complete = false;
      }
    }
    complete &= !isLate();
    return kept;
  }

  private boolean isLate() {
    return System.nanoTime() - end > 0;
  }
}
