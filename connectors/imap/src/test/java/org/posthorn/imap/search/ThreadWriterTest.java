package org.posthorn.imap.search;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.posthorn.imap.codec.Responses;
import org.posthorn.mailstore.thread.Ancestry;
import org.posthorn.testkit.FakeWire;
import org.posthorn.wire.Peer;

class ThreadWriterTest {
  private static final int MANY = 100_000;

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

  private static String written(Ancestry ancestry, int messages) {
    FakeWire wire =
        new FakeWire(new Peer("t1", "127.0.0.1", 40000, "127.0.0.1", 143, Optional.empty()), false);
    Responses out = new Responses(wire);
    int[] order = IntStream.range(0, messages).toArray();
    ThreadWriter writer = new ThreadWriter(out, ancestry.threads(order), message -> message + 1L);
    while (!writer.step()) {
      assertThat(out.writable()).isTrue();
    }
    out.flush();
    return new String(wire.take(), US_ASCII);
  }
}
