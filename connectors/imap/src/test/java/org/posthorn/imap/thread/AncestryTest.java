package org.posthorn.imap.thread;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.posthorn.imap.codec.Responses;
import org.posthorn.testkit.FakeWire;
import org.posthorn.wire.Peer;

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
  void longChainIsWrittenWithoutRecursion() {
    Ancestry ancestry = new Ancestry();
    for (int i = 0; i < MANY; i++) {
      ancestry.add(OptionalLong.of(i), i == 0 ? new long[0] : new long[] {i - 1});
    }
    String written = written(ancestry, MANY);
    assertThat(written).startsWith(" (1 2 3 ").endsWith(" 99999 100000)");
  }

  @Test
  void deepNestingIsWrittenWithoutRecursion() { // two children at each level
    Ancestry ancestry = new Ancestry();
    ancestry.add(OptionalLong.of(0), new long[0]);
    for (int i = 1; i < MANY; i++) {
      long parent = i % 2 == 1 ? Math.max(0, i - 1) : i - 2;
      ancestry.add(OptionalLong.of(i), new long[] {parent});
    }
    String written = written(ancestry, MANY);
    assertThat(written).startsWith(" (1 (2)(3 (4)(5 ");
    assertThat(written.chars().filter(c -> c == '(').count())
        .isEqualTo(written.chars().filter(c -> c == ')').count())
        .isGreaterThan(MANY / 2);
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

  private static String written(Ancestry ancestry, int messages) {
    FakeWire wire =
        new FakeWire(new Peer("t1", "127.0.0.1", 40000, "127.0.0.1", 143, Optional.empty()), false);
    Responses out = new Responses(wire);
    ThreadTree tree = new ThreadTree(ancestry.parents(), IntStream.range(0, messages).toArray());
    ThreadWriter writer = new ThreadWriter(out, tree, message -> message + 1L);
    while (!writer.step()) {
      assertThat(out.writable()).isTrue();
    }
    out.flush();
    return new String(wire.take(), US_ASCII);
  }
}
