package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.mime.Samples.facts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.mime.text.SearchText;

class MessageFactsSearchTest {

  private static boolean contains(String header, Field field, String needle) {
    String octets = new String(header.getBytes(UTF_8), ISO_8859_1);
    return facts(octets + "\n\n").contains(field, new SearchText(needle));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Subject: Hello world|SUBJECT|O W|true",
        "Subject: Hello world|SUBJECT|o  w|false",
        "Subject: Hello world|SUBJECT|\u00f6|false",
        "Subject: NiL|SUBJECT|nil|true",
        "Subject: say \"hi\" \\o/|SUBJECT|\"HI\" \\o|true",
        "Subject: =?utf-8?Q?Pr=C3=BCfung?=|SUBJECT|PR\u00dcF|true",
        "Subject: =?utf-8?Q?Pr=C3=BCfung?=|SUBJECT|utf-8|false",
        "Subject: \u03a3\u03a3\u0391\u03a3|SUBJECT|\u03c3\u03b1\u03c2|true",
        "Subject: \uff21\uff22\uff23|SUBJECT|abc|true",
        "Subject: caf\u00e9|SUBJECT|cafe|true",
        "Subject: cafe\u0301|SUBJECT|CAF\u00c9|true",
        "Subject: cafe|SUBJECT|caf\u00e9|false",
        "Subject: x|FROM|x|false",
        "From: Ann (note) <ann (c)@ (d) a.example>|FROM|ann@a.example|true",
        "From: Ann <ann@a.example>|FROM|ann <ann@|true",
        "From: ann@a.example (Ann Real)|FROM|real|true",
        "From: =?iso-8859-1?q?J=F6rg?= <j@a.example>|FROM|j\u00d6rg <J@A|true",
        "From: \"A \\\"B\\\" <C>\" <a@b.example>|FROM|\"b\" <c>|true",
        "To: \"a<b\": x@y.example;|TO|a<b: <x@y|true",
        "To: Group: x@y.example, z@y.example;|TO|group: <x@y|true",
        "To: Group:;|TO|group|true",
        "Cc: <@route.example:u@h.example>|CC|route|false",
        "Bcc: u@h.example|BCC|U@H|true",
      })
  void findsDecodedTextInAnyCase(String header, Field field, String needle, boolean found) {
    assertThat(contains(header, field, needle)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "From: \"A \\\"B\\\" \\\\C\" <a.b@c.example>, d@e|A \"B\" \\C|a.b|c.example",
        "From: a@b|''|a|b",
        "From: =?utf-8?q?J=C3=B6rg?= <j@k>|J\u00f6rg|j|k",
        "From: J\u00f6rg <j@k>|J\u00f6rg|j|k",
        "From: <@route.example:u@h.example>|''|u|h.example",
        "From: Group: x@y, z@y;|''|Group|''",
      })
  void firstAddressIsThatOfTheEnvelope(String header, String name, String mailbox, String host) {
    String octets = new String(header.getBytes(UTF_8), ISO_8859_1);
    assertThat(facts(octets + "\n\n").firstAddress(Field.FROM))
        .contains(new MailAddress(name, mailbox, host));
  }

  @Test
  void thereMayBeNoAddressAndNoSubject() {
    assertThat(facts("X: y\n\n").firstAddress(Field.TO)).isEmpty();
    assertThat(facts("To:\n\n").firstAddress(Field.TO)).isEmpty();
    assertThat(facts("X: y\n\n").subject()).isEmpty();
    assertThat(facts("Subject: a \"b\" \\c\n\n").subject()).contains("a \"b\" \\c");
    assertThat(facts("Subject: =?utf-8?q?=C3=A4?= x\n\n").subject()).contains("\u00e4 x");
  }

  @Test
  void emptyTextAsksWhetherTheFieldIsThere() { // RFC 9051 §6.4.4
    assertThat(contains("Subject: x", Field.SUBJECT, "")).isTrue();
    assertThat(contains("To:", Field.TO, "")).isTrue();
    assertThat(contains("Subject: x", Field.TO, "")).isFalse();
  }

  @Test
  void oneHundredThousandMessagesAreSearchedFast() {
    MessageFacts facts =
        facts("From: Ann Example <ann@client.example>\nSubject: Minutes of the meeting\n\n");
    SearchText needle = new SearchText("absent");
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < 100_000; i++) {
        assertThatNot(facts.contains(Field.SUBJECT, needle));
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    System.Logger log = System.getLogger(getClass().getName());
    log.log(System.Logger.Level.INFO, "search of 100,000 subjects: {0} us", best / 1_000);
  }

  private static void assertThatNot(boolean found) {
    if (found) {
      throw new AssertionError("found what is not there");
    }
  }
}
