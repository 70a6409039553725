package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.mime.Samples.facts;
import static org.posthorn.mime.Samples.text;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.posthorn.mime.text.SearchText;

class HostileMessagesTest {
  private static final SearchText NEEDLE = new SearchText("ann");

  static List<String> names() {
    return Samples.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void anyCutOfTheOctetsGivesTheSameFacts(String sample) {
    byte[] octets = Samples.corpus(sample);
    byte[] whole = facts(octets).encoded();
    for (int cut = 1; cut < octets.length; cut++) {
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
  void damagedMessagesHaveValidFacts() {
    List<byte[]> samples = new ArrayList<>();
    names().forEach(name -> samples.add(Samples.corpus(name)));
    Random random = new Random(20261122);
    for (int round = 0; round < 16_000; round++) {
      byte[] octets = samples.get(round % samples.size()).clone();
      damage(octets, random);
      check(octets, random);
    }
    for (int round = 0; round < 4_000; round++) {
      byte[] octets = new byte[random.nextInt(300)];
      random.nextBytes(octets);
      check(octets, random);
    }
  }

  private static void damage(byte[] octets, Random random) {
    byte[] special = "\r\n-\"(<>@:;=?\\/,{*'\0 \t".getBytes(ISO_8859_1);
    for (int i = random.nextInt(10); i >= 0; i--) {
      int at = random.nextInt(octets.length);
      int from = random.nextInt(octets.length);
      int length = Math.min(random.nextInt(50), octets.length - Math.max(at, from));
      switch (random.nextInt(3)) {
        case 0 -> octets[at] = (byte) random.nextInt(256);
        case 1 -> octets[at] = special[random.nextInt(special.length)];
        default -> System.arraycopy(octets, from, octets, at, length);
      }
    }
  }

  private static void check(byte[] octets, Random random) {
    MessageFacts facts = facts(octets);
    FactsReader reader = new FactsReader();
    for (int at = 0; at < octets.length; ) {
      int count = Math.min(octets.length - at, 1 + random.nextInt(40));
      reader.feed(ByteBuffer.wrap(octets, at, count));
      at += count;
    }
    assertThat(Arrays.equals(reader.finish().encoded(), facts.encoded())).isTrue();
    assertList(facts.envelope());
    assertList(facts.bodyStructure());
    assertList(facts.body());
    for (LeafPart part : facts.parts()) {
      assertThat(part.length()).isNotNegative();
      assertThat(part.offset() + part.length()).isLessThanOrEqualTo(octets.length);
      int[] path = path(part.path());
      Section section = facts.section(path, Part.CONTENT).orElseThrow();
      assertThat(section).isEqualTo(new Section(part.offset(), part.length()));
      assertThat(facts.section(path, Part.MIME)).isPresent();
    }
    for (Field field : Field.values()) {
      facts.contains(field, NEEDLE);
    }
    assertThat(facts.preview().length()).isLessThanOrEqualTo(200);
    facts.messageId();
    facts.references();
  }

  private static void assertList(ByteBuffer octets) {
    String text = text(octets);
    if (!ImapSyntax.isList(text)) {
      throw new AssertionError("no list: " + text);
    }
  }

  private static int[] path(String path) {
    return Arrays.stream(path.split("\\.")).mapToInt(Integer::parseInt).toArray();
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
    assertThat(ImapSyntax.isList(text(facts(messages).bodyStructure()))).isTrue();
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
    assertThat(text(facts.envelope())).startsWith("(NIL \"kept\" NIL ");
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
}
