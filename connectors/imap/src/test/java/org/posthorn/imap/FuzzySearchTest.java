package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailstore.TextRanking;

class FuzzySearchTest {
  private final FakeStore store = new FakeStore();

  @BeforeEach
  void messages() {
    mail("user@example.com", "IMAP break", "hello world");
    mail("dave@example.com", "My IMAP is to break soon", "nothing");
    mail("\"David Smith\" <ds@example.com>", "broken IMAP", "nothing here");
    mail("user@example.com", "Hallo", "world of hello");
    mail("user@example.com", "Wurk", "bye");
  }

  private void mail(String from, String subject, String body) {
    store.deliver(
        "INBOX", "From: " + from + "\r\nSubject: " + subject + "\r\n\r\n" + body + "\r\n");
  }

  @Test
  void findsNamesOfAttachmentsAndWhatHtmlSays() { // RFC 9051 §6.4.4
    String attached =
        """
        Content-Type: multipart/mixed; boundary=b

        --b

        no
        --b
        Content-Type: image/png; name*=utf-8''%C3%9Cbersicht.png

        --b--
        """;
    store.deliver("INBOX", attached.replace("\n", "\r\n"));
    String html = "<style>p{color:purple}</style><p>M<b>&uuml;n</b>chen</p>\r\n";
    store.deliver("INBOX", "Content-Type: text/html\r\n\r\n" + html);
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a SEARCH FUZZY TEXT \"\u00fcbersicht\"").get(0)).isEqualTo("* SEARCH 6");
    assertThat(talk.say("a SEARCH TEXT \"\u00dcbersicht.PNG\"").get(0)).isEqualTo("* SEARCH 6");
    assertThat(talk.say("a SEARCH FUZZY BODY \"\u00fcbersicht\"").get(0)).isEqualTo("* SEARCH");
    assertThat(talk.say("a SEARCH FUZZY BODY \"m\u00fcnchen\"").get(0)).isEqualTo("* SEARCH 7");
    assertThat(talk.say("a SEARCH FUZZY BODY purple").get(0)).isEqualTo("* SEARCH");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SEARCH FUZZY (SUBJECT \"IMAP break\")|SEARCH 1 2",
        "SEARCH FUZZY SUBJECT \"break imap\"|SEARCH 1 2",
        "SEARCH FUZZY SUBJECT brake FROM user@example.com|SEARCH",
        "SEARCH FUZZY SUBJECT hello|SEARCH 4",
        "SEARCH FUZZY SUBJECT work FROM user@example.com|SEARCH 5",
        "SEARCH FUZZY FROM \"smith david\"|SEARCH 3",
        "SEARCH FUZZY BODY \"hello world\"|SEARCH 1 4",
        "SEARCH FUZZY TEXT helo|SEARCH 1 4",
        "SEARCH FUZZY TEXT hullo|SEARCH 1 4",
        "SEARCH FUZZY BODY worl|SEARCH 1 4",
        "SEARCH FUZZY BODY subject|SEARCH",
        "SEARCH FUZZY TEXT \"noth imap\"|SEARCH 2 3",
        "SEARCH FUZZY BODY \"...\"|SEARCH",
        "SEARCH FUZZY TEXT imap|SEARCH 1 2 3",
        "SEARCH FUZZY NOT SUBJECT hello|SEARCH 1 2 3 5",
        "SEARCH OR FUZZY SUBJECT hello 1|SEARCH 1 4",
        "SEARCH FUZZY 2:3|SEARCH 2 3",
        "SEARCH FUZZY FUZZY SEEN|SEARCH",
        "SEARCH FUZZY HEADER X-None x|SEARCH",
        "SEARCH FUZZY SUBJECT \"...\"|SEARCH",
        "SEARCH RETURN (RELEVANCY ALL) FUZZY SUBJECT \"imap break\"|"
            + "ESEARCH (TAG \"B1\") ALL 1:2 RELEVANCY (100 90)",
        "SEARCH RETURN (RELEVANCY) FUZZY SUBJECT hello|ESEARCH (TAG \"B1\") RELEVANCY (60)",
        "SEARCH RETURN (RELEVANCY ALL COUNT) FUZZY SUBJECT none|ESEARCH (TAG \"B1\") COUNT 0",
        "SORT (RELEVANCY) UTF-8 FUZZY TEXT hello|SORT 1 4",
        "SORT (REVERSE RELEVANCY) UTF-8 FUZZY SUBJECT \"break imap\"|SORT 1 2",
        "SORT RETURN (RELEVANCY ALL) (RELEVANCY) UTF-8 FUZZY TEXT hello|"
            + "ESEARCH (TAG \"B1\") ALL 1,4 RELEVANCY (75 60)",
        "SORT RETURN (PARTIAL 1:1 RELEVANCY) (RELEVANCY) UTF-8 FUZZY TEXT hello|"
            + "ESEARCH (TAG \"B1\") PARTIAL (1:1 1) RELEVANCY (75)",
        "SEARCH RETURN (RELEVANCY PARTIAL 9:9) FUZZY TEXT hello|"
            + "ESEARCH (TAG \"B1\") PARTIAL (9:9 NIL)",
      })
  void findsWhatIsLikeTheText(String command, String response) { // RFC 6203 §3 to §6
    assertThat(Talk.selected(store).say("B1 " + command).get(0)).isEqualTo("* " + response);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SEARCH RETURN (RELEVANCY) TEXT helo",
        "SORT (RELEVANCY) UTF-8 TEXT helo",
        "SORT RETURN (RELEVANCY) (DATE) UTF-8 TEXT helo",
        "SEARCH FUZZY",
        "SEARCH FUZZY SUBJECT",
      })
  void relevancyNeedsFuzzy(String command) { // RFC 6203 §4, §6
    assertThat(Talk.selected(store).say("B1 " + command).get(0)).startsWith("B1 BAD");
  }

  @Test
  void longWordsTakeLittleTime() {
    store.deliver("INBOX", "Subject: " + "abcdefgh ".repeat(7000) + "\r\n\r\n");
    long start = System.nanoTime();
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a SEARCH FUZZY SUBJECT \"" + "xbcdefgz ".repeat(100) + "\"").get(0))
        .isEqualTo("* SEARCH 6");
    assertThat(talk.say("a SEARCH FUZZY SUBJECT " + "a".repeat(5000)).get(0)).isEqualTo("* SEARCH");
    assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
  }

  @Test
  void anIndexRanksWhatItKnows() { // RFC 6203 §4
    for (int i = 0; i < 40; i++) {
      mail("x@example.com", "more", "of it");
    }
    store.ranks(new TextRanking(5, new long[] {2, 4}, new byte[] {7, 100}));
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a SEARCH RETURN (ALL RELEVANCY) FUZZY TEXT wurk").get(0))
        .isEqualTo("* ESEARCH (TAG \"a\") ALL 2,4:5 RELEVANCY (7 100 100)");
    assertThat(talk.say("b UID SORT (RELEVANCY) UTF-8 FUZZY BODY soup").get(0))
        .isEqualTo("* SORT 4 2");
    assertThat(talk.say("c SEARCH FUZZY BODY soup SUBJECT imap").get(0)).isEqualTo("* SEARCH 2");
    assertThat(talk.say("d SEARCH BODY hello").get(0)).isEqualTo("* SEARCH 1 4");
  }
}
