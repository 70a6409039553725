package org.posthorn.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which thread a message is in. RFC 8474 §5.2. */
class ThreadRootsTest {
  private final ThreadRoots threads = new ThreadRoots(1 << 10);

  private long thread(String id, String field, String value) {
    FactsReader reader = new FactsReader(threads);
    String header = "Message-ID: <" + id + "@x>\n" + field + ": " + value + "\n\n";
    reader.feed(ByteBuffer.wrap(Samples.octets(header)));
    return reader.finish().threadRoot().orElseThrow();
  }

  @Test
  void chainsOfInReplyToAreOneThread() {
    long root = thread("a", "X", "y");
    assertThat(thread("b", "In-Reply-To", "<a@x>")).isEqualTo(root);
    assertThat(thread("c", "In-Reply-To", "<b@x> (Ann's message)")).isEqualTo(root);
    assertThat(thread("d", "References", "<c@x>")).isEqualTo(root);
    assertThat(thread("e", "References", "<a@x> <d@x>")).isEqualTo(root);
    assertThat(thread("f", "In-Reply-To", "<none@x>")).isNotEqualTo(root);
  }

  @Test
  void threadsStayWhatTheyWere() {
    long early = thread("c", "In-Reply-To", "<b@x>"); // before what it answers
    assertThat(thread("b", "In-Reply-To", "<a@x>")).isNotEqualTo(early);
    assertThat(thread("c", "In-Reply-To", "<b@x>")).isEqualTo(early);
    assertThat(thread("d", "In-Reply-To", "<c@x>")).isEqualTo(early);
  }

  @Test
  void theFirstWithAnIdIsBelieved() {
    long root = thread("a", "X", "y");
    thread("a", "In-Reply-To", "<evil@x>");
    assertThat(thread("b", "In-Reply-To", "<a@x>")).isEqualTo(root);
  }

  @Test
  void theFirstReferenceCountsHoweverManyThereAre() {
    long root = thread("r0", "X", "y");
    String many =
        IntStream.range(0, 60).mapToObj(i -> "<r" + i + "@x>\n ").reduce("", String::concat);
    assertThat(thread("z", "References", many)).isEqualTo(root);
  }

  @Test
  void memoryIsBounded() {
    for (int i = 1; i < 100_000; i++) {
      assertThat(threads.join(OptionalLong.of(i * 0x9E3779B97F4A7C15L), i)).isEqualTo(i);
    }
    assertThat(ThreadRoots.NONE.join(OptionalLong.of(1), 2)).isEqualTo(2);
    assertThat(ThreadRoots.NONE.join(OptionalLong.empty(), 3)).isEqualTo(3);
  }

  @Test
  void referencesOfAnyKindCostLittle() {
    String hostile = "<".repeat(60_000) + ">" + "<@>".repeat(1_000);
    long began = System.nanoTime();
    assertThat(MessageIds.first(hostile)).isEmpty();
    assertThat(MessageIds.first(hostile + "<a@b>")).isPresent();
    assertThat(System.nanoTime() - began).isLessThan(1_000_000_000L);
  }
}
