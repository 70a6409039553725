package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.mime.Samples.facts;
import static org.posthorn.mime.Samples.text;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsReaderTest {

  private static final String FORWARDED = "forwarded-message-in-mixed";

  private static String section(byte[] octets, Part part, int... path) {
    return facts(octets)
        .section(path, part)
        .map(s -> new String(octets, (int) s.offset(), (int) s.length(), ISO_8859_1))
        .map(s -> s.replace("\r\n", "|"))
        .orElse("none");
  }

  @Test
  void envelopeHasGroupsCommentsQuotesAndDefaults() {
    assertThat(Samples.envelope(facts(Samples.corpus(FORWARDED))))
        .isEqualTo(
            "(\"Sat, 21 Nov 2026 23:30:00 -0500\" "
                + "\"=?utf-8?Q?Pr=C3=BCfung?= =?utf-8?Q?_der_Akten?=\" "
                + "((\"Ann \\\"A.\\\" Example\" NIL \"ann\" \"client.example\")) "
                + "((\"Desk\" NIL \"desk\" \"client.example\")) "
                + "((\"Ann \\\"A.\\\" Example\" NIL \"ann\" \"client.example\")) "
                + "((NIL NIL \"Team\" NIL)(NIL NIL \"bob\" \"posthorn.test\")"
                + "(\"Carl, C.\" NIL \"carl\" \"posthorn.test\")(NIL NIL NIL NIL)"
                + "(\"Dora D\" NIL \"dora\" \"posthorn.test\")) "
                + "((NIL NIL \"undisclosed-recipients\" NIL)(NIL NIL NIL NIL)) "
                + "NIL \"<m0@client.example>\" \"<m1@client.example>\")");
  }

  @Test
  void eightBitTextIsSentAsLiteral() { // RFC 9051 §4.3
    String envelope = Samples.envelope(facts(Samples.corpus("raw-8bit-and-unknown-charset")));
    assertThat(envelope)
        .startsWith(
            "(NIL {21}\r\nGr\u00fc\u00dfe \"quoted\" \\ back (({5}\r\n\u00e9mile NIL \"emile\"")
        .contains("((NIL NIL {5}\r\ncaf\u00c3\u00a9 \"posthorn.test\"))");
  }

  @Test
  void presentButEmptyFieldsAreEmptyStrings() { // RFC 9051 §7.5.2
    assertThat(Samples.envelope(facts("Subject:\nDate: \nSender:\nFrom: a@b\n\n")))
        .isEqualTo(
            "(\"\" \"\" ((NIL NIL \"a\" \"b\")) ((NIL NIL \"a\" \"b\")) ((NIL NIL \"a\" \"b\"))"
                + " NIL NIL NIL NIL NIL)");
  }

  @Test
  void structureTellsOfMessagesInside() {
    MessageFacts facts = facts(Samples.corpus(FORWARDED));
    String inner =
        "(NIL \"inner\" ((NIL NIL \"eve\" \"client.example\")) ((NIL NIL \"eve\""
            + " \"client.example\")) ((NIL NIL \"eve\" \"client.example\")) NIL NIL NIL NIL NIL)";
    assertThat(Samples.shortStructure(facts))
        .isEqualTo(
            "((\"text\" \"plain\" (\"charset\" \"iso-8859-1\") NIL NIL \"quoted-printable\" 23 1)"
                + "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 274 "
                + inner
                + " ((\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 12 1)"
                + "(\"text\" \"html\" (\"charset\" \"us-ascii\") NIL NIL \"base64\" 34 1)"
                + " \"alternative\") 16) \"mixed\")");
    assertThat(Samples.structure(facts))
        .contains("\"quoted-printable\" 23 1 NIL NIL (\"de\" \"en\") NIL)")
        .contains(
            " 16 NIL (\"attachment\" (\"filename*\" \"utf-8''akte%20%E2%82%AC.eml\")) NIL NIL)")
        .endsWith(" \"mixed\" (\"boundary\" \"outer edge\") NIL NIL NIL)");
  }

  @Test
  void sectionsAreRangesOfTheMessage() { // RFC 9051 §6.4.5.1
    byte[] octets = Samples.corpus(FORWARDED);
    assertThat(section(octets, Part.CONTENT, 1)).isEqualTo("Gr=FC=DFe aus K=|=F6ln");
    assertThat(section(octets, Part.MIME, 1)).startsWith("Content-Type: text/plain").endsWith("||");
    assertThat(section(octets, Part.HEADER, 1)).isEqualTo("none");
    assertThat(section(octets, Part.HEADER, 2)).startsWith("From: eve@").endsWith("=inner||");
    assertThat(section(octets, Part.TEXT, 2)).startsWith("--inner|").endsWith("|epilogue");
    assertThat(section(octets, Part.CONTENT, 2, 1)).isEqualTo("inner text|");
    assertThat(section(octets, Part.MIME, 2, 2)).contains("text/html").endsWith("base64||");
    assertThat(section(octets, Part.CONTENT, 2, 3)).isEqualTo("none");
    assertThat(section(octets, Part.CONTENT, 3)).isEqualTo("none");
    assertThat(section(octets, Part.CONTENT, 0)).isEqualTo("none");
    assertThat(section(octets, Part.CONTENT, 1, 1)).isEqualTo("none");
    assertThat(section(octets, Part.MIME)).isEqualTo("none");
    assertThat(section(octets, Part.CONTENT)).hasSize(text(octets).replace("\r\n", "|").length());
  }

  private static String text(byte[] octets) {
    return new String(octets, ISO_8859_1);
  }

  @Test
  void partOneOfAPlainMessageIsItsBody() {
    byte[] octets = Samples.octets("Subject: x\n\nbody\n");
    assertThat(section(octets, Part.CONTENT, 1)).isEqualTo("body|");
    assertThat(section(octets, Part.MIME, 1)).isEqualTo("Subject: x||");
    assertThat(section(octets, Part.HEADER, 1)).isEqualTo("none");
    assertThat(section(octets, Part.CONTENT, 2)).isEqualTo("none");
    assertThat(section(octets, Part.HEADER)).isEqualTo("Subject: x||");
    assertThat(section(octets, Part.TEXT)).isEqualTo("body|");
  }

  @Test
  void messageInsideTheMessageItselfIsPartOne() {
    byte[] octets = Samples.octets("Content-Type: message/rfc822\n\nSubject: in\n\nbody\n");
    assertThat(section(octets, Part.HEADER, 1)).isEqualTo("Subject: in||");
    assertThat(section(octets, Part.TEXT, 1)).isEqualTo("body|");
    assertThat(section(octets, Part.CONTENT, 1, 1)).isEqualTo("body|");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "multipart-without-boundary-parameter|(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL"
            + " NIL \"7bit\" 68 5)",
        "multipart-never-closed|((\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 5"
            + " 0)(\"image\" \"png\" (\"name\" \"a b.png\") NIL NIL \"base64\" 6) \"mixed\")",
        "boundary-inside-part-header|((\"text\" \"html\" (\"charset\" \"us-ascii\") NIL NIL"
            + " \"7bit\" 0 0)(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 6 0)"
            + " \"mixed\")",
        "inner-boundary-starts-like-outer|(((\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL"
            + " \"7bit\" 3 0) \"alternative\")(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL"
            + " NIL \"7bit\" 3 0) \"mixed\")",
        "text-without-header|(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 0 0)",
        "raw-8bit-and-unknown-charset|(\"text\" \"plain\" (\"charset\" \"klingon\") NIL NIL"
            + " \"x-unknown\" 14 1)",
      })
  void brokenMessagesHaveAStructure(String sample, String body) {
    assertThat(Samples.shortStructure(facts(Samples.corpus(sample)))).isEqualTo(body);
  }

  @Test
  void digestPartsAreMessagesByDefault() { // RFC 2046 §5.1.5
    assertThat(facts(Samples.corpus("digest-with-default-types")).parts())
        .extracting(LeafPart::path, LeafPart::mediaType)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("1.1", "text/plain"),
            org.assertj.core.groups.Tuple.tuple("2", "text/plain"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type: multipart/mixed; boundary=x|((\"text\" \"plain\" (\"charset\" \"us-ascii\")"
            + " NIL NIL \"7bit\" 0 0) \"mixed\")",
        "Content-Type: text|(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 2 1)",
        "Content-Type: \"text/html\"|(\"text\" \"html\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\""
            + " 2 1)",
        "Content-Type: text/html/extra|(\"text\" \"html\" (\"charset\" \"us-ascii\") NIL NIL"
            + " \"7bit\" 2 1)",
        "Content-Type: image/png|(\"image\" \"png\" NIL NIL NIL \"7bit\" 2)",
        "Content-Type: message/global|(\"message\" \"global\" NIL NIL NIL \"7bit\" 2 (NIL NIL NIL"
            + " NIL NIL NIL NIL NIL NIL NIL) (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL"
            + " \"7bit\" 0 0) 1)",
        "Content-ID: <i>|(\"text\" \"plain\" (\"charset\" \"us-ascii\") \"<i>\" NIL \"7bit\" 2 1)",
      })
  void headerDecidesTheStructure(String field, String body) {
    assertThat(Samples.shortStructure(facts(field + "\n\n\n"))).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Transfer-Encoding: \"base64\"|\"base64\" 2 1 NIL NIL NIL NIL)",
        "Content-Location: (here) http://x.example/a_(b) (there)|NIL NIL"
            + " \"http://x.example/a_(b)\")",
        "Content-Location: http://x.example/long/ path|NIL NIL \"http://x.example/long/path\")",
        "Content-Location: (open|NIL NIL \"(open\")",
        "Content-Language: de (German), en (English)|NIL (\"de\" \"en\") NIL)",
        "Content-MD5: Q2hlY2s= (sum)|\"Q2hlY2s=\" NIL NIL NIL)",
      })
  void quotesAndCommentsDoNotCount(String field, String end) { // RFC 2557 §4.4, RFC 3282 §2
    assertThat(Samples.structure(facts(field + "\n\n\n"))).endsWith(end);
  }

  @Test
  void encodedMessageIsNotLookedInto() {
    String message = "Content-Type: message/global\nContent-Transfer-Encoding: base64\n\nAAAA\n";
    assertThat(Samples.structure(facts(message)))
        .isEqualTo(
            "(\"message\" \"global\" NIL NIL NIL \"base64\" 6"
                + " (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)"
                + " (\"text\" \"plain\" NIL NIL NIL \"7bit\" 0 0 NIL NIL NIL NIL) 1"
                + " NIL NIL NIL NIL)");
  }

  @Test
  void numbersAndDates() {
    MessageFacts facts = facts(Samples.corpus(FORWARDED));
    byte[] octets = Samples.corpus(FORWARDED);
    assertThat(facts.size()).isEqualTo(octets.length);
    assertThat(facts.headerLength()).isEqualTo(text(octets).indexOf("\r\n\r\n") + 4);
    assertThat(facts.lines()).isEqualTo((int) text(octets).lines().count());
    assertThat(facts.sentDay()).hasValue((int) java.time.LocalDate.of(2026, 11, 21).toEpochDay());
    assertThat(facts.sentTime())
        .hasValue(java.time.Instant.parse("2026-11-22T04:30:00Z").getEpochSecond());
    assertThat(facts.messageId()).hasValue("<m1@client.example>");
    assertThat(facts.inReplyTo()).hasValue("<m0@client.example>");
    assertThat(facts.references()).containsExactly("<r1@client.example>", "<m0@client.example>");
    assertThat(facts("\n").sentDay()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "forwarded-message-in-mixed, Gr\u00fc\u00dfe aus K\u00f6ln",
    "raw-8bit-and-unknown-charset, na\u00efve octets",
    "digest-with-default-types, one",
    "multipart-never-closed, first",
  })
  void previewIsDecodedText(String sample, String preview) { // RFC 8970 §3
    assertThat(facts(Samples.corpus(sample)).preview()).isEqualTo(preview);
  }

  @Test
  void previewOfHtmlHasNoTags() {
    String html = "<style>p{}</style><p>Fish &amp; <b>chips</b></p><!-- no -->";
    assertThat(facts("Content-Type: text/html\n\n" + html).preview()).isEqualTo("Fish & chips");
    assertThat(facts("\n" + "word ".repeat(900)).preview()).hasSize(199);
  }

  @Test
  void factsOfASimpleMessageAreSmall() {
    String header =
        """
        Received: from client.example by mx.posthorn.test; Sun, 22 Nov 2026 04:00:00 +0000
        From: Ann Example <ann@client.example>
        To: Bob Example <bob@posthorn.test>
        Subject: Minutes of the meeting
        Date: Sun, 22 Nov 2026 04:00:00 +0000
        Message-ID: <1234567890.abcdef@client.example>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 7bit

        """;
    assertThat(facts(header + "The quick brown fox.\n".repeat(180)).encoded().length)
        .isLessThanOrEqualTo(600);
  }

  @Test
  void storedFactsAreTheSame() {
    MessageFacts facts = facts(Samples.corpus(FORWARDED));
    assertThat(Samples.envelope(MessageFacts.of(facts.encoded())))
        .isEqualTo(Samples.envelope(facts));
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageFacts.of(new byte[] {99, 0, 0}));
    assertThat(Optional.of(facts.encoded()[0])).hasValue((byte) MessageFacts.VERSION);
  }

  @Test
  void factsOfEarlierBuildsAreRead() throws java.io.IOException {
    byte[] stored;
    try (var in = getClass().getResourceAsStream("/facts-of-version-1.base64")) {
      stored = java.util.Base64.getMimeDecoder().decode(in.readAllBytes());
    }
    MessageFacts old = MessageFacts.of(stored);
    MessageFacts now = facts(Samples.corpus(FORWARDED));
    assertThat(stored[0]).isEqualTo((byte) 1);
    assertThat(Samples.envelope(old)).isEqualTo(Samples.envelope(now));
    assertThat(Samples.structure(old)).isEqualTo(Samples.structure(now));
    assertThat(old.parts()).isEqualTo(now.parts());
    assertThat(old.root().all().map(MessagePart::fileName))
        .containsExactlyElementsOf(now.root().all().map(MessagePart::fileName).toList());
    assertThat(old.hasAttachment()).isEqualTo(now.hasAttachment()).isTrue();
    assertThat(old.listId()).isEmpty();
    assertThat(old.partHeaders()).isEqualTo(now.partHeaders()).hasSize(5);
    assertThat(old.preview()).isEqualTo(now.preview());
    assertThat(old.threadRoot()).isEqualTo(now.threadRoot()).isPresent();
  }
}
