package org.posthorn.mailstore.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AncestryTest {
  private static final int MANY = 100_000;

  @Test
  void forestAgreesWithWalkingUp() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      Forest forest = new Forest();
      int[] parents = new int[60];
      Arrays.fill(parents, -1);
      for (int i = 0; i < parents.length; i++) {
        assertThat(forest.add()).isEqualTo(i);
      }
      for (int step = 0; step < 2000; step++) {
        int a = random.nextInt(parents.length);
        int b = random.nextInt(parents.length);
        if (parents[a] >= 0 && random.nextInt(3) == 0) {
          forest.cut(a);
          parents[a] = -1;
        } else if (parents[a] < 0 && root(parents, b) != a) {
          forest.link(a, b);
          parents[a] = b;
        }
        assertThat(forest.root(b)).isEqualTo(root(parents, b));
      }
    }
  }

  private static int root(int[] parents, int node) {
    int at = node;
    while (parents[at] >= 0) {
      at = parents[at];
    }
    return at;
  }

  @Test
  void hostileReferencesTakeLittleTime() {
    long start = System.nanoTime();
    Ancestry ancestry = new Ancestry();
    for (int i = 0; i < MANY / 2; i++) { // one deep chain …
      ancestry.add(OptionalLong.of(i), i == 0 ? new long[0] : new long[] {i - 1});
    }
    long leaf = MANY / 2 - 1;
    for (int i = MANY / 2; i < MANY; i++) { // … below whose end all want to bring its beginning
      ancestry.add(OptionalLong.of(i), new long[] {leaf, 0, -i, leaf});
    }
    assertThat(ancestry.parents().messages()).isEqualTo(MANY);
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  @Test
  void longChainOfMissingMessagesIsPruned() {
    Ancestry ancestry = new Ancestry();
    for (int i = 0; i < MANY; i++) {
      ancestry.add(OptionalLong.of(-1 - i), new long[] {i, i + 1});
    }
    Parents parents = ancestry.parents();
    assertThat(parents.dummies()).isOne();
    assertThat(parents.of(0)).isEqualTo(parents.of(MANY - 1)).isLessThan(Parents.ROOT);
  }
}
