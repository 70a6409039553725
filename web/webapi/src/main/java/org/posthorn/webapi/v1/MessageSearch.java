package org.posthorn.webapi.v1;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/**
 * Finds messages, the newest first, a page at a time. It looks at some thousand messages, from
 * memory as far as it goes, and gives what it has found when its time is over: the page is shorter
 * then, and the next one goes on from there. So a page costs the same whatever the account has.
 */
final class MessageSearch {
  private static final int PORTION = 4_096;
  private static final int SHIFT = 30; // of a message's number among all of them
  private static final long ORDINALS = (1L << SHIFT) - 1;

  private final AccountStore store;
  private final MailSearch search;
  private final Clock clock = SteadyClock.steady();
  private final long end;
  private final List<MailboxView> views = new ArrayList<>();
  private final List<Integer> firsts = new ArrayList<>(); // ordinal of each view's first message
  private final Map<Long, MessageSource> sources = new HashMap<>();

  /** A message that was found. */
  record Found(MailboxView view, int index, long received) {
    long uid() {
      return view.uid(index);
    }

    ListPosition position() {
      return new ListPosition(received, view.mailboxId(), uid());
    }
  }

  /**
   * What was found.
   *
   * @param next where the next page begins; empty when all was looked at
   */
  record Result(List<Found> found, Optional<ListPosition> next) {}

  /**
   * A search.
   *
   * @param mailbox where to look; empty for where the search says, or else everywhere but in trash
   *     and junk
   * @param nanos how long it may take
   */
  MessageSearch(
      AccountStore store, MailSearch search, Optional<MailboxList.Mailbox> mailbox, long nanos) {
    this.store = store;
    this.search = search;
    this.end = System.nanoTime() + nanos;
    int count = 0;
    List<MailboxList.Mailbox> all =
        mailbox
            .map(List::of)
            .orElseGet(() -> store.folders().list().all().stream().filter(this::isWanted).toList());
    for (MailboxList.Mailbox each :
        all.stream().sorted(Comparator.comparingLong(MailboxList.Mailbox::id)).toList()) {
      Optional<MailboxView> view = store.messages().view(each.id()).result();
      if (view.isPresent()) {
        views.add(view.get());
        firsts.add(count);
        count += view.get().size();
      }
    }
  }

  private boolean isWanted(MailboxList.Mailbox mailbox) {
    if (search.isScoped()) {
      String name = mailbox.name().text();
      return search.mailboxes().stream().anyMatch(name::equalsIgnoreCase)
          || search.below().stream().anyMatch(above -> isBelow(name, above));
    }
    return !mailbox.foreign()
        && mailbox.use().filter(use -> use == SpecialUse.TRASH || use == SpecialUse.JUNK).isEmpty();
  }

  private static boolean isBelow(String name, String above) {
    return name.equalsIgnoreCase(above)
        || name.regionMatches(true, 0, above + "/", 0, above.length() + 1);
  }

  /** A page. */
  Result page(Optional<ListPosition> after, int limit) {
    long[] keys = keys(after);
    Arrays.sort(keys); // the last is the newest
    List<Found> found = new ArrayList<>();
    int at = keys.length;
    boolean plain = search.key() instanceof SearchKey.All && search.attachment().isEmpty();
    while (at > 0 && found.size() < limit) {
      int from = Math.max(0, at - (plain ? limit : PORTION));
      List<Found> some = matching(keys, from, at, plain);
      for (Found each : some) {
        if (found.size() == limit) {
          return new Result(found, Optional.of(found.get(limit - 1).position()));
        }
        found.add(each);
      }
      at = from;
      if (isLate()) {
        break;
      }
    }
    return new Result(found, at == 0 ? Optional.empty() : Optional.of(found(keys[at]).position()));
  }

  private long[] keys(Optional<ListPosition> after) {
    long[] keys = new long[views.stream().mapToInt(MailboxView::size).sum()];
    int count = 0;
    for (int i = 0; i < views.size(); i++) {
      MailboxView view = views.get(i);
      MailboxCursor cursor = view.cursor(0);
      while (cursor.next()) {
        long received = cursor.internalDate();
        boolean wanted =
            after.map(it -> it.isBefore(received, view.mailboxId(), cursor.uid())).orElse(true);
        if (wanted) {
          keys[count++] = received << SHIFT | firsts.get(i) + cursor.index();
        }
      }
    }
    return count == keys.length ? keys : Arrays.copyOf(keys, count);
  }

  private Found found(long key) {
    int ordinal = (int) (key & ORDINALS);
    int view = viewOf(ordinal);
    return new Found(views.get(view), ordinal - firsts.get(view), key >> SHIFT);
  }

  private int viewOf(int ordinal) {
    int view = firsts.size() - 1;
    while (firsts.get(view) > ordinal) {
      view--;
    }
    return view;
  }

  /** Those of a portion that are wanted, the newest first. */
  private List<Found> matching(long[] keys, int from, int to, boolean plain) {
    Map<Integer, BitSet> byView = new HashMap<>();
    if (!plain) {
      for (int i = from; i < to; i++) {
        int ordinal = (int) (keys[i] & ORDINALS);
        int view = viewOf(ordinal);
        byView.computeIfAbsent(view, any -> new BitSet()).set(ordinal - firsts.get(view));
      }
      byView.replaceAll((view, some) -> scan(views.get(view), some));
    }
    List<Found> found = new ArrayList<>();
    for (int i = to - 1; i >= from; i--) {
      Found each = found(keys[i]);
      int view = viewOf((int) (keys[i] & ORDINALS));
      if (plain || byView.getOrDefault(view, new BitSet()).get(each.index())) {
        found.add(each);
      }
    }
    return found;
  }

  private BitSet scan(MailboxView view, BitSet some) {
    Optional<MessageSource> source = source(view);
    if (source.isEmpty()) {
      return new BitSet();
    }
    SearchContext context =
        new SearchContext(view, UidSet.EMPTY, clock.millis() / 1000, () -> false);
    MessageScan scan = new MessageScan(source.get(), search.key(), context, some, (uid, why) -> {});
    while (!scan.step()) {
      // goes on to its end: a portion is small
    }
    SearchResult result = scan.result();
    BitSet found = new BitSet();
    for (int i = 0; i < result.count(); i++) {
      found.set(result.index(i));
    }
    return search.attachment().map(wanted -> with(view, found, wanted)).orElse(found);
  }

  private BitSet with(MailboxView view, BitSet found, AttachmentClass wanted) {
    BitSet kept = new BitSet();
    for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
      try {
        if (wanted.matches(source(view).orElseThrow().facts(view, view.uid(i)).get(0))) {
          kept.set(i);
        }
      } catch (ContentLost unreadable) {
        // left out: nobody knows what it has
      }
    }
    return kept;
  }

  /** Where the messages of a view are read. */
  Optional<MessageSource> source(MailboxView view) {
    MessageSource known = sources.get(view.mailboxId());
    if (known != null) {
      return Optional.of(known);
    }
    Optional<MessageSource> source = store.messages().read(view.mailboxId()).result();
    source.ifPresent(it -> sources.put(view.mailboxId(), it));
    return source;
  }

  private boolean isLate() {
    return System.nanoTime() - end > 0;
  }
}
