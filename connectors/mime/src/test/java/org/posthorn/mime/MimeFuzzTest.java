package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.mime.Samples.facts;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.posthorn.mime.header.AddressParser;
import org.posthorn.mime.header.AuthorAddresses;
import org.posthorn.mime.header.EncodedWords;
import org.posthorn.mime.header.HeaderFields;
import org.posthorn.mime.header.MailDate;
import org.posthorn.mime.header.Parameters;
import org.posthorn.mime.text.HtmlText;
import org.posthorn.mime.text.Preview;
import org.posthorn.mime.text.SearchText;
import org.posthorn.testkit.Fuzzing;

/** Whatever a message holds, it has facts that are valid, and each of its parsers gives a value. */
class MimeFuzzTest {
  private static final SearchText NEEDLE = new SearchText("ann");
  private static final String PIECES =
      "a@b.example Ann <ann@b.example> \"q\\\" <@r:x@y> group: ; , : ( ) (( \\ =?utf-8?q?=C3=A4?="
          + " =?utf-8?b?w6Q=?= =?x?q?_?= =?utf-8?q? ?= text/plain ;charset= ;name*0*=utf-8''%C3"
          + " ;name*1=x ;name*999999999999= \"utf-8\" Tue, 14 Nov 2023 10:00:00 +0100 99 -9999 Feb"
          + " 24:61 \r\n"
          + " \u00e4 \u0000 [ ] @ . < > <p> </ &amp; &#x110000; &#1; <!-- --> <script> =3D = == * '"
          + " %";
  private static final String[] SETS = {"utf-8", "us-ascii", "utf-7", "iso-2022-jp", "x", "gbk"};
  private static final String[] ENCODINGS = {"base64", "quoted-printable", "7bit", "x"};

  private final List<byte[]> samples = Samples.names().stream().map(Samples::corpus).toList();

  @Test
  void damagedMessagesHaveValidFacts() {
    Fuzzing.rounds(
        random -> {
          byte[] octets = samples.get(random.nextInt(samples.size())).clone();
          if (random.nextInt(5) == 0) {
            octets = new byte[random.nextInt(300)];
            random.nextBytes(octets);
          } else {
            damage(octets, random);
          }
          check(octets, random);
        });
  }

  @Test
  void anyTextHasAValue() {
    Fuzzing.rounds(
        random -> {
          String value = pieces(random);
          byte[] octets = value.getBytes(ISO_8859_1);
          AddressParser.parse(value);
          AuthorAddresses.parse(value);
          EncodedWords.decode(octets);
          assertThat(EncodedWords.decode(value)).isNotNull();
          MailDate.parse(value);
          Parameters.parse(value);
          HeaderFields.first(octets, "Subject");
          assertThat(new HeaderFields(List.of("From"), random.nextBoolean()).select(octets).length)
              .isLessThanOrEqualTo(
                  octets.length + 4); // CRLF of the last line and of the header's end
          HtmlText.strip(value);
          SearchText.fold(value);
          String set = SETS[random.nextInt(SETS.length)];
          String encoding = ENCODINGS[random.nextInt(ENCODINGS.length)];
          boolean html = random.nextBoolean();
          assertThat(Preview.of(octets, octets.length, encoding, set, html).length())
              .isLessThanOrEqualTo(Preview.MAX);
        });
  }

  private static String pieces(Random random) {
    String[] pieces = PIECES.split(" ");
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(12); count >= 0; count--) {
      String piece = pieces[random.nextInt(pieces.length)];
      text.append(random.nextInt(20) == 0 ? piece.repeat(random.nextInt(300)) : piece);
      text.append(" ".repeat(random.nextInt(2)));
    }
    return text.toString();
  }

  static void damage(byte[] octets, Random random) {
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

  static void check(byte[] octets, Random random) {
    MessageFacts facts = facts(octets);
    FactsReader reader = new FactsReader();
    for (int at = 0; at < octets.length; ) {
      int count = Math.min(octets.length - at, 1 + random.nextInt(40));
      reader.feed(ByteBuffer.wrap(octets, at, count));
      at += count;
    }
    assertThat(Arrays.equals(reader.finish().encoded(), facts.encoded())).isTrue();
    assertList(Samples.envelope(facts));
    assertList(Samples.structure(facts));
    assertList(Samples.shortStructure(facts));
    for (LeafPart part : facts.parts()) {
      assertThat(part.length()).isNotNegative();
      assertThat(part.offset() + part.length()).isLessThanOrEqualTo(octets.length);
      int[] path = path(part.path());
      Section section = facts.section(path, Part.CONTENT).orElseThrow();
      assertThat(section).isEqualTo(new Section(part.offset(), part.length()));
      assertThat(facts.section(path, Part.MIME)).isPresent();
    }
    assertThat(facts.root().all().filter(part -> part.kind() == MessagePart.Kind.LEAF))
        .extracting(MessagePart::number, MessagePart::mediaType, MessagePart::body)
        .containsExactlyElementsOf(facts.parts().stream().map(MimeFuzzTest::described).toList());
    assertThat(facts.hasAttachment()).isEqualTo(!facts.root().attachments().isEmpty());
    for (Field field : Field.values()) {
      facts.contains(field, NEEDLE);
    }
    for (HeaderField field : HeaderField.values()) {
      facts.header().groups(field);
      facts.header().text(field);
    }
    assertThat(facts.preview().length()).isLessThanOrEqualTo(200);
    facts.messageId();
    facts.references();
  }

  private static void assertList(String text) {
    if (!ImapSyntax.isList(text)) {
      throw new AssertionError("no list: " + text);
    }
  }

  private static Tuple described(LeafPart part) {
    return Tuple.tuple(part.path(), part.mediaType(), new Section(part.offset(), part.length()));
  }

  private static int[] path(String path) {
    return Arrays.stream(path.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
