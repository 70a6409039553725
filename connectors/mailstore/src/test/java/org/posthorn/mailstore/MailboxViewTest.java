package org.posthorn.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.kernel.UidSet;

class MailboxViewTest {
  private static final List<FlagChange.Operation> OPERATIONS =
      List.of(FlagChange.Operation.values());

  private static final List<String> FLAGS =
      List.of("\\Seen", "\\Deleted", "\\Flagged", "$Junk", "$junk", "Work", "Later");

  private static final List<String> MANY_FLAGS = flagsAndKeywords(200);

  private record State(MailboxView view, NaiveMailbox model) {
    State after(MailboxChange change) {
      return new State(view.after(change), model.after(change));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void viewsAreWhatANaiveModelSays(long seed) {
    Random random = new Random(seed);
    List<State> states = new ArrayList<>();
    State now = new State(MailboxView.empty(7, 1000), NaiveMailbox.empty());
    states.add(now);
    for (int step = 0; step < 40; step++) {
      now = now.after(change(now, random, seed % 2 == 0 ? 700 : 30, seed > 4 ? MANY_FLAGS : FLAGS));
      states.add(now);
      assertSame(now.view(), now.model());
      State earlier = states.get(random.nextInt(states.size()));
      assertSame(earlier.view(), earlier.model()); // what came later has not touched it
      assertDelta(earlier, now);
      assertWalks(now, earlier.model().modSeq(), random);
      assertKept(earlier, states.get(states.size() - 1 - random.nextInt(states.size() / 2)), now);
    }
  }

  private static List<String> flagsAndKeywords(int count) {
    List<String> names = new ArrayList<>(FLAGS);
    for (int i = 0; i < count; i++) {
      names.add("keyword" + i);
    }
    return names;
  }

  private static MailboxChange change(State now, Random random, int many, List<String> names) {
    long modSeq = now.model().modSeq() + 1 + random.nextInt(3);
    int kind = random.nextInt(10);
    if (kind < 4) {
      List<MailboxChange.Message> messages = new ArrayList<>();
      long uid = now.model().uidNext();
      for (int i = random.nextInt(many) + 1; i > 0; i--) {
        messages.add(message(uid, random, names));
        uid += 1 + (random.nextInt(20) == 0 ? random.nextInt(5) : 0);
      }
      return new MailboxChange.Added(modSeq, messages);
    }
    UidSet uids = someOf(now.model(), random);
    if (kind < 7) {
      FlagChange.Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
      return new MailboxChange.Flagged(
          modSeq, uids, new FlagChange(operation, flags(random, names)));
    }
    return new MailboxChange.Expunged(modSeq, uids);
  }

  private static MailboxChange.Message message(long uid, Random random, List<String> names) {
    return new MailboxChange.Message(
        uid,
        flags(random, names),
        random.nextInt(1 << 20),
        random.nextInt(2000) == 0 ? -random.nextLong(1L << 40) : random.nextLong(1L << 32),
        random.nextLong(1L << 32),
        random.nextLong());
  }

  private static Flags flags(Random random, List<String> names) {
    int from = Math.max(0, random.nextInt(names.size()) - FLAGS.size());
    return Flags.of(
        names.subList(from, Math.min(names.size(), from + 2 * FLAGS.size())).stream()
            .filter(name -> random.nextInt(3) == 0)
            .toList());
  }

  private static UidSet someOf(NaiveMailbox model, Random random) {
    UidSet.Builder some = UidSet.builder();
    long last = model.uidNext() + 2;
    if (random.nextBoolean()) { // ranges, also of what is not there
      for (int i = random.nextInt(4); i >= 0; i--) {
        long from = 1 + random.nextLong(last);
        some.add(from, from + random.nextLong(last));
      }
    } else {
      int oneIn = 1 + random.nextInt(50);
      model.uids().stream().filter(uid -> random.nextInt(oneIn) == 0).forEach(some::add);
    }
    return some.build();
  }

  private static void assertSame(MailboxView view, NaiveMailbox model) {
    assertThat(view.size()).isEqualTo(model.messages().size());
    assertThat(view.uidNext()).isEqualTo(model.uidNext());
    assertThat(view.highestModSeq()).isEqualTo(model.modSeq());
    assertTotals(view, model);
    assertMessages(view, model);
    assertThat(view.uids().stream().boxed().toList().equals(model.uids())).isTrue();
  }

  private static void assertTotals(MailboxView view, NaiveMailbox model) {
    var all = model.messages().values();
    assertThat(view.unseen())
        .isEqualTo((int) all.stream().filter(m -> !m.flags().contains("\\Seen")).count());
    assertThat(view.deleted())
        .isEqualTo((int) all.stream().filter(m -> m.flags().contains("\\Deleted")).count());
    assertThat(view.octets()).isEqualTo(all.stream().mapToLong(m -> m.size()).sum());
    assertThat(view.deletedOctets())
        .isEqualTo(
            all.stream()
                .filter(m -> m.flags().contains("\\Deleted"))
                .mapToLong(m -> m.size())
                .sum());
  }

  private static void assertMessages(MailboxView view, NaiveMailbox model) {
    MailboxCursor cursor = view.cursor(0);
    TreeMap<Long, NaiveMailbox.Message> seen = new TreeMap<>();
    while (cursor.next()) {
      boolean inOrder = cursor.index() == seen.size();
      assertThat(inOrder && (seen.isEmpty() || seen.lastKey() < cursor.uid())).isTrue();
      NaiveMailbox.Message message =
          new NaiveMailbox.Message(
              NaiveMailbox.names(view.keywords().flags(cursor.bits())),
              cursor.modSeq(),
              cursor.octets(),
              cursor.internalDate(),
              cursor.saveDate(),
              cursor.contentId());
      seen.put(cursor.uid(), message);
      if (cursor.index() % 97 == 0) {
        assertByIndex(view, cursor.index(), cursor);
      }
    }
    assertThat(seen.equals(model.messages())).isTrue();
    for (long uid = 0; uid < model.uidNext() + 30; uid += 29) {
      int at = view.indexOf(uid);
      int before = model.messages().headMap(uid).size();
      assertThat(at).isEqualTo(model.messages().containsKey(uid) ? before : -before - 1);
    }
  }

  private static void assertByIndex(MailboxView view, int index, MailboxCursor cursor) {
    assertThat(view.uid(index)).isEqualTo(cursor.uid());
    assertThat(view.flags(index)).isEqualTo(cursor.bits());
    assertThat(view.modSeq(index)).isEqualTo(cursor.modSeq());
    assertThat(view.octets(index)).isEqualTo(cursor.octets());
    assertThat(view.contentId(index)).isEqualTo(cursor.contentId());
    MailboxCursor started = view.cursor(index);
    assertThat(started.next()).isTrue();
    assertThat(started.uid()).isEqualTo(cursor.uid());
  }

  private static void assertDelta(State earlier, State later) {
    ViewDelta delta = earlier.view().deltaTo(later.view());
    List<Long> before = earlier.model().uids();
    List<Long> after = later.model().uids();
    List<Long> gone =
        before.stream().filter(u -> !later.model().messages().containsKey(u)).toList();
    assertThat(Arrays.stream(delta.expunged()).mapToObj(before::get).toList()).isEqualTo(gone);
    assertThat(delta.expungedUids().stream().boxed().toList()).isEqualTo(gone);
    long known = earlier.model().uidNext();
    assertThat(after.subList(delta.firstNew(), after.size()))
        .isEqualTo(after.stream().filter(uid -> uid >= known).toList());
    assertThat(Arrays.stream(delta.changed()).mapToObj(after::get).toList())
        .isEqualTo(
            after.stream()
                .filter(uid -> uid < known)
                .filter(uid -> at(earlier.model(), uid).modSeq() != at(later.model(), uid).modSeq())
                .toList());
    assertThat(delta.isEmpty(later.view()))
        .isEqualTo(earlier.model().messages().equals(later.model().messages()));
  }

  private static void assertWalks(State now, long modSeq, Random random) {
    List<Long> changed = new ArrayList<>();
    MailboxCursor cursor = now.view().cursor(0);
    while (cursor.nextChanged(modSeq)) {
      changed.add(cursor.uid());
    }
    List<Long> uids = now.model().uids();
    assertThat(changed)
        .isEqualTo(uids.stream().filter(uid -> at(now.model(), uid).modSeq() > modSeq).toList());

    UidSet some = someOf(now.model(), random);
    assertThat(now.view().count(some)).isEqualTo((int) now.view().present(some).size());

    MailboxCursor seeking = now.view().cursor(0);
    int step = 1 + random.nextInt(30);
    for (long uid = 1; uid < now.model().uidNext() + 3; uid += 1 + random.nextInt(step)) {
      assertThat(seeking.seek(uid)).isEqualTo(uids.contains(uid));
      if (uids.contains(uid)) {
        assertThat(seeking.uid()).isEqualTo(uid);
        assertThat(seeking.seek(uid)).isTrue(); // stays
      }
    }
  }

  private static NaiveMailbox.Message at(NaiveMailbox model, long uid) {
    return java.util.Optional.ofNullable(model.messages().get(uid)).orElseThrow();
  }

  // A client that hears of no expunges for a while, then of all.
  private static void assertKept(State first, State second, State third) {
    boolean ascending = first.model().modSeq() <= second.model().modSeq();
    State from = ascending ? first : second;
    State to = ascending ? second : first;
    State kept =
        new State(from.view().keepingExpunged(to.view()), from.model().keepingExpunged(to.model()));
    assertThat(kept.view().uids().stream().boxed().toList()).isEqualTo(kept.model().uids());
    assertMessages(kept.view(), kept.model());
    ViewDelta first2kept = from.view().deltaTo(kept.view());
    assertThat(first2kept.expunged()).isEmpty();
    State keptAgain =
        new State(
            kept.view().keepingExpunged(third.view()), kept.model().keepingExpunged(third.model()));
    assertMessages(keptAgain.view(), keptAgain.model());
    assertDelta(keptAgain, third);
  }

  @Test
  void snapshotIsRestored() {
    Random random = new Random(42);
    State now = new State(MailboxView.empty(7, 1000), NaiveMailbox.empty());
    for (int i = 0; i < 20; i++) {
      now = now.after(change(now, random, 500, MANY_FLAGS));
    }
    List<MailboxView.RestoredMessage> messages = new ArrayList<>();
    MailboxCursor m = now.view().cursor(0);
    while (m.next()) {
      messages.add(
          new MailboxView.RestoredMessage(
              m.uid(),
              m.bits(),
              m.modSeq(),
              m.octets(),
              m.internalDate(),
              m.saveDate(),
              m.contentId()));
    }
    MailboxView restored =
        MailboxView.restoring(
                7, 1000, now.model().uidNext(), now.model().modSeq(), now.view().keywords())
            .restored(messages);
    assertSame(restored, now.model());
    assertThat(now.view().deltaTo(restored).isEmpty(restored)).isTrue();
    State more = new State(restored, now.model()).after(change(now, random, 500, MANY_FLAGS));
    assertSame(more.view(), more.model());
  }

  @Test
  void largestUidsAndDatesFit() {
    MailboxChange.Message message =
        new MailboxChange.Message(
            UidSet.MAX, Flags.NONE, 1, UidSet.MAX, UidSet.MAX, Long.MIN_VALUE);
    MailboxView view =
        MailboxView.empty(1, UidSet.MAX).after(new MailboxChange.Added(2, List.of(message)));
    assertThat(view.uid(0)).isEqualTo(UidSet.MAX);
    assertThat(view.indexOf(UidSet.MAX)).isZero();
    MailboxCursor cursor = view.cursor(0);
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.internalDate()).isEqualTo(UidSet.MAX);
    assertThat(view.present(UidSet.range(1, UidSet.MAX))).isEqualTo(UidSet.of(UidSet.MAX));
  }

  @Test
  void remembersTheLatestExpunges() {
    MailboxView view = MailboxView.empty(1, 1);
    assertThat(view.expungedSince(0)).contains(UidSet.EMPTY);
    for (int i = 0; i < Expunges.MOST + 1; i++) {
      view = view.after(new MailboxChange.Expunged(10 + i, UidSet.of(2 + 2 * i)));
    }
    int last = 2 + 2 * Expunges.MOST;
    assertThat(view.expungedSince(9 + Expunges.MOST)).contains(UidSet.of(last));
    assertThat(view.expungedSince(10 + Expunges.MOST)).contains(UidSet.EMPTY);
    assertThat(view.expungedSince(10).map(UidSet::size)).contains((long) Expunges.MOST);
    assertThat(view.expungedSince(9)).isEmpty();
  }

  @Test
  void forgetsExpungesThatAreTooManyRanges() {
    UidSet.Builder scattered = UidSet.builder();
    for (long uid = 1; uid <= 2L * Expunges.MOST_RANGES + 1; uid += 2) {
      scattered.add(uid);
    }
    MailboxView view =
        MailboxView.empty(1, 1).after(new MailboxChange.Expunged(2, scattered.build()));
    assertThat(view.expungedSince(1)).isEmpty();
    assertThat(view.expungedSince(2)).contains(UidSet.EMPTY);
  }

  @Test
  void portionsAreAllOfASetInOrder() {
    Random random = new Random(9);
    MailboxView view = MailboxView.empty(1, 1);
    List<MailboxChange.Message> messages = new ArrayList<>();
    long uid = 1;
    for (int i = 0; i < 500; i++) {
      uid += 1 + random.nextInt(3);
      messages.add(new MailboxChange.Message(uid, Flags.NONE, 1, 1, 1, i));
    }
    view = view.after(new MailboxChange.Added(2, messages));
    for (int round = 0; round < 300; round++) {
      UidSet.Builder wanted = UidSet.builder();
      for (int i = 1 + random.nextInt(9); i > 0; i--) {
        long first = 1L + random.nextInt(1_100);
        wanted.add(first, first + random.nextInt(300));
      }
      UidSet all = round % 10 == 0 ? UidSet.range(1, UidSet.MAX) : wanted.build();
      int most = 1 + random.nextInt(60);
      UidSet together = UidSet.EMPTY;
      long last = 0;
      for (UidSet portion : view.portions(all, most)) {
        assertThat(view.count(portion)).isLessThanOrEqualTo(most);
        assertThat(portion.first(0)).isGreaterThan(last);
        last = portion.last(portion.ranges() - 1);
        together = together.union(portion);
      }
      assertThat(together).isEqualTo(all);
    }
  }
}
