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
import java.util.function.BooleanSupplier;
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
import org.posthorn.mime.MessageFacts;

/**
 * Finds messages, the newest first, a page at a time. It looks at some thousand messages, from
 * memory as far as it goes, and gives what it has found when its time is over: the page is shorter
 * then, and the next one goes on from there. So a page costs the same whatever the account has.
 */
final class MessageSearch {
  private static final int FIRST_PORTION = 256;
  private static final int MOST_PORTION = 4_096;
  private static final int SHRINK = 8;
  private static final int FACTS = 500; // of one query
  private static final int SHIFT = 30; // of a message's number among all of them
  private static final long ORDINALS = (1L << SHIFT) - 1;
  private static final long LATEST =
      (1L << Long.SIZE - 1 - SHIFT) - 1; // seconds that fit beside it

  private final AccountStore store;
  private final MailSearch search;
  private final Clock clock = SteadyClock.steady();
  private final long end;
  private final List<MailboxView> views = new ArrayList<>();
  private final List<Integer> firsts = new ArrayList<>(); // ordinal of each view's first message
  private final Map<Long, MessageSource> sources = new HashMap<>();

  /** A message that was found. */
  record Found(MailboxView view, int index) {
    long uid() {
      return view.uid(index);
    }

    /** In seconds since 1970. */
    long received() {
      MailboxCursor cursor = view.cursor(index);
      cursor.next();
      return cursor.internalDate();
    }

    ListPosition position() {
      return new ListPosition(sortable(received()), view.mailboxId(), uid());
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
   * @param mailbox where to look, as far as the search says nothing else; empty for where the
   *     search says, or else everywhere but in trash and junk. Mailboxes of others are left out
   * @param nanos how long it may take
   */
  MessageSearch(
      AccountStore store, MailSearch search, Optional<MailboxList.Mailbox> mailbox, long nanos) {
    this.store = store;
    this.search = search;
    this.end = System.nanoTime() + nanos;
    int count = 0;
    List<MailboxList.Mailbox> wanted =
        store.folders().list().all().stream()
            .filter(each -> !each.foreign() && isWanted(each, mailbox))
            .sorted(Comparator.comparingLong(MailboxList.Mailbox::id))
            .toList();
    for (MailboxList.Mailbox each : wanted) {
      Optional<MailboxView> view = store.messages().view(each.id()).result();
      if (view.isPresent()) {
        views.add(view.get());
        firsts.add(count);
        count += view.get().size();
      }
    }
  }

  private boolean isWanted(MailboxList.Mailbox mailbox, Optional<MailboxList.Mailbox> only) {
    if (only.filter(it -> it.id() != mailbox.id()).isPresent()) {
      return false;
    }
    if (search.isScoped()) {
      String name = mailbox.name().text();
      return search.mailboxes().stream().anyMatch(name::equalsIgnoreCase)
          || search.below().stream().anyMatch(above -> isBelow(name, above));
    }
    return only.isPresent()
        || mailbox.use().filter(use -> use == SpecialUse.TRASH || use == SpecialUse.JUNK).isEmpty();
  }

  private static boolean isBelow(String name, String above) {
    return name.equalsIgnoreCase(above)
        || name.regionMatches(true, 0, above + "/", 0, above.length() + 1);
  }

  /**
   * A page. Portions grow while they are quick; one that takes half of the time that is left is
   * given up for a smaller one, so that each page gets on by one message at least.
   */
  Result page(Optional<ListPosition> after, int limit) {
    long[] keys = keys(after);
    Arrays.sort(keys); // the last is the newest
    List<Found> found = new ArrayList<>();
    int at = keys.length;
    boolean plain = search.key() instanceof SearchKey.All && search.attachment().isEmpty();
    int portion = plain ? limit : FIRST_PORTION;
    while (at > 0 && found.size() < limit && (at == keys.length || !isLate())) {
      int from = Math.max(0, at - portion);
      Optional<List<Found>> some = matching(keys, from, at, plain);
      if (some.isEmpty()) {
        portion = Math.max(1, portion / SHRINK);
        continue;
      }
      for (Found each : some.get()) {
        if (found.size() == limit) {
          return new Result(found, Optional.of(found.get(limit - 1).position()));
        }
        found.add(each);
      }
      at = from;
      portion = Math.min(MOST_PORTION, 2 * portion);
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
        long received = sortable(cursor.internalDate());
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
    return new Found(views.get(view), ordinal - firsts.get(view));
  }

  /** A time as it is sorted: those so far away that they do not fit are one. */
  private static long sortable(long seconds) {
    return Math.max(-LATEST, Math.min(LATEST, seconds));
  }

  private int viewOf(int ordinal) {
    int view = firsts.size() - 1;
    while (firsts.get(view) > ordinal) {
      view--;
    }
    return view;
  }

  /** Those of a portion that are wanted, the newest first; empty when it took too long. */
  private Optional<List<Found>> matching(long[] keys, int from, int to, boolean plain) {
    Map<Integer, BitSet> byView = new HashMap<>();
    if (!plain) {
      BooleanSupplier tired = to - from > 1 ? halfOfWhatIsLeft() : () -> false;
      for (int i = from; i < to; i++) {
        int ordinal = (int) (keys[i] & ORDINALS);
        int view = viewOf(ordinal);
        byView.computeIfAbsent(view, any -> new BitSet()).set(ordinal - firsts.get(view));
      }
      for (Map.Entry<Integer, BitSet> some : byView.entrySet()) {
        Optional<BitSet> wanted = scan(views.get(some.getKey()), some.getValue(), tired);
        if (wanted.isEmpty()) {
          return Optional.empty();
        }
        some.setValue(wanted.get());
      }
    }
    List<Found> found = new ArrayList<>();
    for (int i = to - 1; i >= from; i--) {
      Found each = found(keys[i]);
      int view = viewOf((int) (keys[i] & ORDINALS));
      if (plain || byView.getOrDefault(view, new BitSet()).get(each.index())) {
        found.add(each);
      }
    }
    return Optional.of(found);
  }

  private BooleanSupplier halfOfWhatIsLeft() {
    long begin = System.nanoTime();
    long most = Math.max(0, end - begin) / 2;
    return () -> System.nanoTime() - begin > most;
  }

  private Optional<BitSet> scan(MailboxView view, BitSet some, BooleanSupplier tired) {
    Optional<MessageSource> source = source(view);
    if (source.isEmpty()) {
      return Optional.of(new BitSet());
    }
    SearchContext context = new SearchContext(view, UidSet.EMPTY, clock.millis() / 1000, tired);
    MessageScan scan = new MessageScan(source.get(), search.key(), context, some, (uid, why) -> {});
    while (!scan.step()) {
      if (tired.getAsBoolean()) {
        return Optional.empty();
      }
    }
    SearchResult result = scan.result();
    BitSet found = new BitSet();
    for (int i = 0; i < result.count(); i++) {
      found.set(result.index(i));
    }
    return search.attachment().isEmpty()
        ? Optional.of(found)
        : with(source.get(), view, found, search.attachment().get(), tired);
  }

  private static Optional<BitSet> with(
      MessageSource source,
      MailboxView view,
      BitSet found,
      AttachmentClass wanted,
      BooleanSupplier tired) {
    BitSet kept = new BitSet();
    int[] indexes = found.stream().toArray();
    for (int from = 0; from < indexes.length; from += FACTS) {
      if (from > 0 && tired.getAsBoolean()) {
        return Optional.empty();
      }
      int[] some = Arrays.copyOfRange(indexes, from, Math.min(indexes.length, from + FACTS));
      try {
        keep(source, view, some, wanted, kept);
      } catch (ContentLost one) { // the others are looked at
        for (int index : some) {
          try {
            keep(source, view, new int[] {index}, wanted, kept);
          } catch (ContentLost unreadable) {
            // left out: nobody knows what it has
          }
        }
      }
    }
    return Optional.of(kept);
  }

  private static void keep(
      MessageSource source, MailboxView view, int[] indexes, AttachmentClass wanted, BitSet kept) {
    List<MessageFacts> facts =
        source.facts(view, Arrays.stream(indexes).mapToLong(view::uid).toArray());
    for (int i = 0; i < indexes.length; i++) {
      kept.set(indexes[i], wanted.matches(facts.get(i)));
    }
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
