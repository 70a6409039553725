package org.posthorn.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Successors of one chunk do not see each other. */
class ChunkTest {
  private static Chunk plus(Chunk chunk, int uid) {
    return chunk.plus(uid, FlagBits.NONE, uid, uid, uid, uid, uid);
  }

  private static Chunk three() {
    return plus(plus(plus(Chunk.empty(0), 1), 2), 3);
  }

  @Test
  void twoSuccessorsKeepTheirMessages() {
    Chunk ancestor = three();
    Chunk one = plus(ancestor, 10);
    Chunk other = plus(ancestor, 20);
    assertThat(one.uid(3)).isEqualTo(10);
    assertThat(one.contents[3]).isEqualTo(10);
    assertThat(other.uid(3)).isEqualTo(20);
    assertThat(plus(one, 11).uid(4)).isEqualTo(11);
    assertThat(plus(other, 21).uid(3)).isEqualTo(20);
  }

  @Test
  void whoHasFlagsOfItsOwnSharesTheOtherColumns() {
    Chunk ancestor = three();
    Chunk flagged = ancestor.withOwnFlags(false);
    Chunk one = plus(ancestor, 10);
    Chunk other = plus(flagged, 20);
    assertThat(one.uid(3)).isEqualTo(10);
    assertThat(other.uid(3)).isEqualTo(20);
    assertThat(other.uid(2)).isEqualTo(3);
  }

  @Test
  void writersAtTheSameMomentDoNotMeet() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);
    for (int round = 0; round < 2_000; round++) {
      Chunk ancestor = three();
      List<Future<Chunk>> successors = new ArrayList<>();
      for (int writer = 1; writer <= 2; writer++) {
        int uid = writer * 100;
        successors.add(
            threads.submit(
                () -> {
                  together.await();
                  return plus(plus(ancestor, uid), uid + 1);
                }));
      }
      for (int writer = 1; writer <= 2; writer++) {
        Chunk successor = successors.get(writer - 1).get();
        assertThat(successor.uid(3)).isEqualTo(writer * 100L);
        assertThat(successor.uid(4)).isEqualTo(writer * 100L + 1);
        assertThat(successor.contents[4]).isEqualTo(writer * 100L + 1);
      }
    }
    threads.shutdownNow();
  }
}
