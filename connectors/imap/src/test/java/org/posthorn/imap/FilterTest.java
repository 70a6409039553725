package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailstore.MailboxList;

/** Searches that have a name. RFC 5466. */
class FilterTest {
  private final FakeStore store = new FakeStore();
  private Talk talk = Talk.loggedIn(store);

  @BeforeEach
  void messages() {
    store.deliver("INBOX", "From: myboss@a.test\r\nSubject: lunch\r\n\r\n");
    store.deliver("INBOX", "From: b@a.test\r\nSubject: myproject\r\n\r\n", "\\Seen");
    store.deliver("INBOX", "From: b@a.test\r\nSubject: caf\u00e9\r\n\r\n");
    talk = Talk.selected(store);
  }

  private void put(String entry, String program) {
    store
        .annotations()
        .setByOthers(
            MailboxList.SERVER,
            Map.of(entry, Optional.of(program.getBytes(UTF_8))),
            (m, o, e) -> {});
  }

  private void filter(String name, String program) {
    put("/private/filters/values/" + name, program);
  }

  @Test
  void examplesOfTheRfc() { // RFC 5466 §3.1, §3.2
    assertThat(
            talk.say(
                "a SETMETADATA \"\" (\"/private/filters/values/on-the-road\""
                    + " \"OR SUBJECT \\\"myproject\\\" FROM \\\"myboss\\\"\""
                    + " /private/filters/descriptions/on-the-road \"Only important\")"))
        .containsExactly("a OK SETMETADATA completed");
    assertThat(talk.say("b SEARCH UNSEEN FILTER on-the-road")).contains("* SEARCH 1");
    assertThat(
            talk.say(
                "b SETMETADATA \"\" (\"/private/filters/values/small\""
                    + " \"OR SMALLER 5000 FROM \\\"boss@example.com\\\"\")"))
        .containsExactly("b OK SETMETADATA completed");
    assertThat(talk.say("b SEARCH UID 2:900 FILTER small SINCE \"3-Dec-2002\""))
        .contains("* SEARCH 2 3");
    assertThat(talk.say("c UID SEARCH RETURN (COUNT) FILTER On-The-Road"))
        .contains("* ESEARCH (TAG \"c\") UID COUNT 2");
    assertThat(talk.say("d SEARCH FILTER non-existent"))
        .containsExactly("d NO [UNDEFINED-FILTER non-existent] There is no such filter");
    assertThat(talk.say("e GETMETADATA (DEPTH 1) \"\" /private/filters/descriptions"))
        .contains("* METADATA \"\" (/private/filters/descriptions/on-the-road \"Only important\")");
  }

  @Test
  void everySearchingCommandKnowsThem() {
    filter("seen", "SEEN");
    assertThat(talk.say("a SORT (SUBJECT) UTF-8 NOT FILTER seen")).contains("* SORT 3 1");
    assertThat(talk.say("b THREAD REFERENCES UTF-8 FILTER seen")).contains("* THREAD (2)");
    assertThat(talk.say("c ESEARCH IN (inboxes) RETURN (COUNT) OR FILTER seen 1").get(0))
        .endsWith(" UID COUNT 2");
    assertThat(talk.say("d SEARCH (FILTER seen ALL)")).contains("* SEARCH 2");
    String none = " NO [UNDEFINED-FILTER none] There is no such filter";
    assertThat(talk.say("e SORT (SUBJECT) UTF-8 FILTER none")).containsExactly("e" + none);
    assertThat(talk.say("f THREAD REFERENCES UTF-8 FILTER none")).containsExactly("f" + none);
    assertThat(talk.say("g ESEARCH IN (inboxes) FILTER none")).containsExactly("g" + none);
    talk.say("h SEARCH RETURN (SAVE) ALL");
    assertThat(talk.say("i SEARCH RETURN (SAVE) FILTER none")).containsExactly("i" + none);
    assertThat(talk.say("j SEARCH $")).contains("* SEARCH");
  }

  @Test
  void ownOnesGoBeforeThoseOfAll() { // RFC 5466 §3.1
    put("/shared/filters/values/f", "1");
    assertThat(talk.say("a SEARCH FILTER f")).contains("* SEARCH 1");
    filter("f", "2");
    assertThat(talk.say("b SEARCH FILTER f")).contains("* SEARCH 2");
  }

  @Test
  void areUtf8AndMayHaveLiterals() { // RFC 5466 §3.1
    filter("a", "SUBJECT {5}\r\ncaf\u00e9 UNSEEN");
    assertThat(talk.say("a SEARCH FILTER a")).contains("* SEARCH 3");
    filter("b", "SUBJECT \"caf\u00e9\"");
    assertThat(talk.say("b SEARCH CHARSET US-ASCII FILTER b 1:*")).contains("* SEARCH 3");
    for (String command :
        new String[] {
          "SEARCH CHARSET KOI8-R FILTER b", "UID SEARCH RETURN (ALL) CHARSET KOI8-R OR ALL FILTER b"
        }) {
      assertThat(talk.say("c " + command))
          .containsExactly("c BAD [BADCHARSET (US-ASCII UTF-8)] Filters are UTF-8");
    }
    assertThat(talk.say("d SEARCH CHARSET KLINGON SUBJECT filter"))
        .containsExactly("d NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset");
  }

  @Test
  void mayNameOthersButNotWithoutEnd() {
    filter("a", "NOT FILTER b");
    filter("b", "FILTER c UNSEEN");
    filter("c", "FROM b@");
    assertThat(talk.say("a SEARCH FILTER a")).contains("* SEARCH 1 2");
    filter("c", "FILTER a");
    assertThat(talk.say("b SEARCH FILTER a"))
        .containsExactly("b NO [UNDEFINED-FILTER b] Filters are nested too deeply");
    filter("c", "FILTER gone");
    assertThat(talk.say("c SEARCH FILTER a"))
        .containsExactly("c NO [UNDEFINED-FILTER gone] There is no such filter");
  }

  @Test
  void cannotMakeASearchExplode() {
    filter("f0", "ALL");
    for (int i = 1; i < 9; i++) {
      filter("f" + i, ("FILTER f" + (i - 1) + " ").repeat(100) + "ALL");
    }
    long start = System.nanoTime();
    assertThat(talk.say("a SEARCH FILTER f8")).containsExactly("a NO [LIMIT] Too many filters");
    filter("long", "NOT " + "DELETED NOT ".repeat(5000) + "SEEN");
    assertThat(talk.say("b SEARCH FILTER long"))
        .containsExactly("b NO [LIMIT] Too many search keys, at most 1000");
    assertThat(talk.say("c SEARCH FILTER long FILTER long FILTER long"))
        .containsExactly("c NO [LIMIT] Filters are too long");
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NONSENSE",
        "ALL )",
        "RETURN (SAVE) ALL",
        "CHARSET UTF-8 ALL",
        "CHARSET KOI8-R ALL",
        "OR SMALLER",
        "SUBJECT",
        "FILTER a/b",
        "SUBJECT {5}",
        "ALL\r\nb LOGOUT",
        "UID",
      })
  void whatIsNoSearchIsRefused(String program) {
    String literal = " {" + program.length() + "+}\r\n" + program;
    assertThat(talk.say("a SETMETADATA \"\" (/private/filters/values/x" + literal + ")").get(0))
        .startsWith("a NO [CANNOT] No search program: ");
    assertThat(talk.say("b SETMETADATA \"\" (/private/filters/other/x" + literal + ")"))
        .containsExactly("b OK SETMETADATA completed");
  }

  @Test
  void relevancyOfAFilter() { // RFC 6203 §4
    filter("f", "FUZZY SUBJECT lunch");
    assertThat(talk.say("a SEARCH RETURN (RELEVANCY ALL) FILTER f").get(0))
        .startsWith("* ESEARCH (TAG \"a\") ALL 1 RELEVANCY (");
    filter("g", "SUBJECT lunch");
    assertThat(talk.say("b SEARCH RETURN (RELEVANCY ALL) FILTER g"))
        .contains("* ESEARCH (TAG \"b\") ALL 1 RELEVANCY (100)");
  }
}
