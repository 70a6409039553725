package org.posthorn.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.UidSet;

/**
 * Writers that go on from one view at the same moment share what is behind its end, and neither
 * sees what the other does: each gets what it would have got alone.
 */
class SharedAncestorTest {
  private static final int ROUNDS = 400;
  private static final int WRITERS = 2;
  private static final int CHANGES = 30;
  private static final int MOST_AT_ONCE = 40;
  private static final long LATE = 1L << 33; // a date that needs more than 32 bits

  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void writersOnOneAncestorDoNotMeet() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      int seed = round;
      MailboxView ancestor = written(MailboxView.empty(1, 1), new Random(seed));
      CyclicBarrier together = new CyclicBarrier(WRITERS);
      List<Future<MailboxView>> successors = new ArrayList<>();
      for (int writer = 1; writer <= WRITERS; writer++) {
        Random random = new Random(seed * 31L + writer);
        successors.add(
            threads.submit(
                () -> {
                  together.await();
                  return written(ancestor, random);
                }));
      }
      for (int writer = 1; writer <= WRITERS; writer++) {
        MailboxView alone = written(MailboxView.empty(1, 1), new Random(seed));
        MailboxView expected = written(alone, new Random(seed * 31L + writer));
        MailboxView actual = successors.get(writer - 1).get();
        assertThat(actual.firstDifference(expected)).as("round %d", round).isEmpty();
        assertThat(actual.expungedSince(0)).isEqualTo(expected.expungedSince(0));
      }
      MailboxView again = written(MailboxView.empty(1, 1), new Random(seed));
      assertThat(ancestor.firstDifference(again)).as("round %d", round).isEmpty();
    }
  }

  private static MailboxView written(MailboxView from, Random random) {
    MailboxView view = from;
    for (int i = 0; i < CHANGES; i++) {
      view = view.after(change(view, random));
    }
    return view;
  }

  private static MailboxChange change(MailboxView view, Random random) {
    long modSeq = view.highestModSeq() + 1;
    long uid = 1L + random.nextInt((int) view.uidNext());
    UidSet some = UidSet.range(uid, uid + random.nextInt(5));
    int what = random.nextInt(8);
    if (what == 0) {
      return new MailboxChange.Expunged(modSeq, some);
    }
    if (what <= 2) {
      Flags flags = Flags.of(List.of("\\Seen", "k" + random.nextInt(100)));
      FlagChange.Operation operation =
          random.nextBoolean() ? FlagChange.Operation.ADD : FlagChange.Operation.REMOVE;
      return new MailboxChange.Flagged(modSeq, some, new FlagChange(operation, flags));
    }
    List<MailboxChange.Message> messages = new ArrayList<>();
    int count = 1 + random.nextInt(MOST_AT_ONCE);
    for (int i = 0; i < count; i++) {
      Flags flags =
          random.nextInt(4) == 0 ? Flags.of(List.of("k" + random.nextInt(100))) : Flags.NONE;
      long date = random.nextInt(50) == 0 ? LATE : random.nextInt(1_000_000);
      messages.add(
          new MailboxChange.Message(
              view.uidNext() + i,
              flags,
              random.nextInt(1_000),
              date,
              random.nextInt(1_000_000),
              random.nextLong()));
    }
    return new MailboxChange.Added(modSeq, messages);
  }
}
