package org.posthorn.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.mime.Samples.facts;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mime.text.SearchText;

class HostileMessagesTest {
  static List<String> names() {
    return Samples.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void anyCutOfTheOctetsGivesTheSameFacts(String sample) {
    byte[] octets = Samples.corpus(sample);
    byte[] whole = facts(octets).encoded();
    int step = 1 + (int) ((long) octets.length * octets.length / 20_000_000);
    for (int cut = 1; cut < octets.length; cut += step) {
      FactsReader reader = new FactsReader();
      reader.feed(ByteBuffer.wrap(octets, 0, cut));
      reader.feed(direct(octets, cut));
      if (!Arrays.equals(reader.finish().encoded(), whole)) {
        throw new AssertionError("cut at " + cut);
      }
    }
    FactsReader single = new FactsReader();
    for (byte octet : octets) {
      single.feed(ByteBuffer.wrap(new byte[] {octet}));
    }
    assertThat(single.finish().encoded()).isEqualTo(whole);
  }

  private static ByteBuffer direct(byte[] octets, int from) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(octets.length - from);
    return buffer.put(octets, from, octets.length - from).flip();
  }

  @Test
  void deepNestingEndsAtALimit() {
    StringBuilder message = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      message.append("Content-Type: multipart/mixed; boundary=b").append(i).append('e');
      message.append("\n\n--b").append(i).append("e\n");
    }
    MessageFacts facts = facts(message.toString());
    assertThat(facts.parts()).hasSize(1);
    assertThat(facts.parts().get(0).path().split("\\.")).hasSize(PartTree.MAX_DEPTH);
    String messages = "Content-Type: message/rfc822\n\n".repeat(5_000);
    assertThat(ImapSyntax.isList(Samples.structure(facts(messages)))).isTrue();
  }

  @Test
  void tenThousandPartsEndAtALimit() {
    String part = "--x\nContent-Type: text/plain\n\nhello\n";
    MessageFacts facts =
        facts("Content-Type: multipart/mixed; boundary=x\n\n" + part.repeat(10_000) + "--x--\n");
    List<LeafPart> parts = facts.parts();
    assertThat(parts).hasSize(PartTree.MAX_PARTS - 1);
    assertThat(parts.get(parts.size() - 1).length()).isGreaterThan(9_000 * 30L);
  }

  @Test
  void hugeHeaderIsCountedNotKept() {
    StringBuilder message = new StringBuilder("Subject: kept\n");
    IntStream.range(0, 200_000).forEach(i -> message.append("X-F").append(i).append(": value\n"));
    message.append("From: lost@client.example\n\nbody\n");
    MessageFacts facts = facts(message.toString());
    assertThat(Samples.envelope(facts)).startsWith("(NIL \"kept\" NIL ");
    assertThat(facts.section(new int[0], Part.TEXT))
        .hasValueSatisfying(section -> assertThat(section.length()).isEqualTo(6));
    MessageFacts longLine = facts("Subject: " + "x".repeat(2_000_000) + "\n\nbody\n");
    assertThat(longLine.encoded().length).isLessThan(70_000);
    assertThat(longLine.headerLength()).isEqualTo(2_000_013);
  }

  @Test
  void manyPartsWithLongParametersStayBounded() {
    String part = "--x\nContent-Type: text/plain; name=\"" + "n".repeat(60_000) + "\"\n\n\n";
    byte[] facts =
        facts("Content-Type: multipart/mixed; boundary=x\n\n" + part.repeat(200)).encoded();
    assertThat(facts.length).isLessThan(600_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"To", "Content-Type", "Content-Location", "References", "Date", "Subject"})
  void fieldsOfAnyKindCostBoundedTime(String field) {
    for (String piece :
        new String[] {"<", "(", "()<", "a@b <", "=?a?q?", "a*0=b;", "<a@b>", "[ "}) {
      String message = field + ": " + piece.repeat(250_000 / piece.length()) + "\n\n";
      Assertions.assertTimeout(
          Duration.ofSeconds(5), // what is quadratic takes minutes
          () -> facts(message).contains(Field.TO, new SearchText("z")),
          piece);
    }
  }
}
