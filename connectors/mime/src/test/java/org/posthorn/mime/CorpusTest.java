package org.posthorn.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.mime.text.SearchText;

/** What real mail says, in charsets and forms that once were not understood. */
class CorpusTest {

  private static ContentSearch search(byte[] octets) {
    return new ContentSearch(new MemoryContent(octets, 100_000), Samples.facts(octets));
  }

  // one decoder for header, preview, search and index
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "charset-iso-8859-8-i|שלום עולם|שלום עולם",
        "charset-macintosh|Übergröße|Übergröße",
        "charset-utf-7|Größe ☃|Größe ☃",
        "utf-8-with-one-bad-octet|Schönes ÿ Glück|Schöne ÿ Grüße",
        "html-with-entities|ent|Schöne Grüße aus München … café ’s",
        "html-with-long-style|big head|Your order has shipped.",
        "html-with-list-footer-in-plain-text|list|The real message.",
        "attachment-name-in-mime-header|att|hello",
      })
  void isReadAlikeEverywhere(String sample, String subject, String preview) {
    byte[] octets = Samples.corpus(sample);
    MessageFacts facts = Samples.facts(octets);
    assertThat(facts.subject()).contains(subject);
    assertThat(facts.preview()).isEqualTo(preview);
    assertThat(facts.contains(Field.SUBJECT, new SearchText(subject))).isTrue();
    assertThat(search(octets).text(new SearchText(subject))).isTrue();
    Shown shown = new Shown();
    search(octets).show(8, shown);
    assertThat(shown.fields).contains("subject: " + subject);
    assertThat(shown.texts.toString().replaceAll("\\s+", " ")).contains(preview);
    if (!sample.startsWith("html")) {
      assertThat(search(octets).body(new SearchText(preview))).isTrue();
    }
  }

  private static final class Shown implements ContentSearch.Reader {
    final List<String> fields = new ArrayList<>();
    final List<String> texts = new ArrayList<>();

    @Override
    public boolean field(String text) {
      fields.add(text);
      return false;
    }

    @Override
    public boolean body(String text, boolean html) {
      if (!html) {
        texts.add(text);
      }
      return false;
    }

    @Override
    public void page(String text) {
      texts.add(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "quarterly-REPORT.pdf, true",
    "zebra figures, true",
    "application/pdf, true",
    "zebra-report, false"
  })
  void textIsLookedForInHeadersOfParts(String needle, boolean found) { // RFC 9051 §6.4.4
    byte[] octets = Samples.corpus("attachment-name-in-mime-header");
    assertThat(search(octets).text(new SearchText(needle))).isEqualTo(found);
    assertThat(search(octets).body(new SearchText(needle))).isFalse();
    Shown shown = new Shown();
    search(octets).show(8, shown);
    SearchText text = new SearchText(needle);
    assertThat(shown.fields.stream().anyMatch(text::in)).isEqualTo(found);
  }

  @Test
  void threeThousandAddressesAreShown() {
    MessageFacts facts = Samples.facts(Samples.corpus("three-thousand-cc"));
    String envelope = Samples.envelope(facts);
    assertThat(ImapSyntax.isList(envelope)).isTrue();
    assertThat(envelope)
        .contains("(\"Person Number 1\" NIL \"person1\" \"department.example.org\")")
        .contains("(\"Person Number 3000\" NIL \"person3000\" \"department.example.org\"))");
    assertThat(facts.contains(Field.CC, new SearchText("person3000@department"))).isTrue();
  }

  @Test
  void listsThatAreTooLongEndBetweenTwoAddresses() {
    StringBuilder header = new StringBuilder("To: All:");
    for (int i = 0; i < 20_000; i++) {
      header
          .append(" \"Person, Number ")
          .append(i)
          .append("\" <p")
          .append(i)
          .append("@x.example>,\n");
    }
    byte[] octets = Samples.octets(header + " z@x.example;\nCc: none@x.example\n\nbody\n");
    String envelope = Samples.envelope(Samples.facts(octets));
    assertThat(ImapSyntax.isList(envelope)).isTrue();
    String to = envelope.substring(0, envelope.indexOf("(NIL NIL NIL NIL))"));
    assertThat(to).matches("(?s).*\\(\"Person, Number (\\d+)\" NIL \"p\\1\" \"x\\.example\"\\)$");
    assertThat(octets.length).isGreaterThan(600_000);
    assertThat(Samples.facts(octets).encoded().length).isLessThan(600_000);
  }

  @Test
  void longListsAreCutWhereTheHeaderIs() {
    for (int length = 262_000; length < 262_300; length += 7) {
      String header = "X: " + "x".repeat(length - 200) + "\nTo: " + "abc@x.example, ".repeat(100);
      String envelope = Samples.envelope(Samples.facts(header + "\n\n"));
      assertThat(envelope.replace("(NIL NIL \"abc\" \"x.example\")", ""))
          .isIn("(NIL NIL NIL NIL NIL () NIL NIL NIL NIL)", "(" + "NIL ".repeat(9) + "NIL)");
    }
  }

  @Test
  void halfACharacterIsNoneWhereverOctetsAreCut() {
    byte[] octets =
        Samples.octets("Content-Type: text/plain; charset=utf-8\n\nab\u00e2\u0082\u00acc\u00e9");
    for (int atOnce = 1; atOnce < 10; atOnce++) {
      ContentSearch search =
          new ContentSearch(new MemoryContent(octets, atOnce), Samples.facts(octets));
      assertThat(search.body(new SearchText("b€cé"))).isTrue();
      assertThat(search.body(new SearchText("â"))).isFalse();
      assertThat(search.body(new SearchText("¬"))).isFalse();
    }
  }
}
