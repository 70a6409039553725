package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.TextCandidates;

class SearchTest {
  private final FakeStore store = new FakeStore();

  @BeforeEach
  void fiveMessages() {
    store.deliver("INBOX", mail("ann@a.test", "Lunch", "14 Nov 2023 23:30:00 -0500", "Soup"));
    store.deliver("INBOX", mail("bob@b.test", "=?utf-8?q?Caf=C3=A9?=", DAY, "caf\u00e9"), "\\Seen");
    store.deliver("INBOX", mail("eve@a.test", "Dinner", DAY, "S=6Fup"), "\\Seen", "$Work");
    store.deliver("INBOX", mail("Bob <bob@b.test>", "Re: lunch", DAY, "x"), "\\Flagged");
    store.deliver("INBOX", "Subject: no date\r\nX-Mark: red\r\n\r\n" + "y".repeat(500) + "\r\n");
  }

  private static final String DAY = "15 Nov 2023 08:00:00 +0000";

  private static String mail(String from, String subject, String date, String body) {
    return ("From: " + from + "\nTo: all@posthorn.test\nSubject: " + subject + "\nDate: " + date)
            .replace("\n", "\r\n")
        + "\r\nContent-Type: text/plain; charset=utf-8"
        + "\r\nContent-Transfer-Encoding: "
        + (body.contains("=") ? "quoted-printable" : "8bit")
        + "\r\n\r\n"
        + body
        + "\r\n";
  }

  private String found(String keys) {
    List<String> answer = Talk.selected(store).say("a SEARCH " + keys);
    assertThat(answer.get(answer.size() - 1)).isEqualTo("a OK SEARCH completed");
    return answer.get(answer.size() - 2).replaceFirst("\\* SEARCH ?", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALL|1 2 3 4 5",
        "SEEN|2 3",
        "UNSEEN|1 4 5",
        "NOT SEEN FLAGGED|4",
        "OR SEEN FLAGGED|2 3 4",
        "OR (SEEN KEYWORD $work) 5|3 5",
        "UNKEYWORD $Work UNFLAGGED|1 2 5",
        "KEYWORD none|''",
        "2:3|2 3",
        "4:*|4 5",
        "*|5",
        "9:*|5",
        "9|''",
        "NOT 9|1 2 3 4 5",
        "UID 2,4:9|2 4 5",
        "UID 9:*|5",
        "NOT UID 1:3|4 5",
        "LARGER 400|5",
        "SMALLER 400|1 2 3 4",
        "SUBJECT LUNCH|1 4",
        "SUBJECT \"caf\u00e9\"|2",
        "CHARSET UTF-8 SUBJECT \"CAF\u00c9\"|2",
        "FROM bob|2 4",
        "FROM b@b|2 4",
        "TO all|1 2 3 4",
        "TO \"\"|1 2 3 4",
        "HEADER to \"\"|1 2 3 4",
        "NOT HEADER TO \"\"|5",
        "HEADER X-Mark \"\"|5",
        "HEADER x-mark RE|5",
        "HEADER x-mark blue|''",
        "BODY soup|1 3",
        "BODY lunch|''",
        "TEXT lunch|1 4",
        "TEXT soup SUBJECT din|3",
        "NOT BODY soup SEEN|2",
        "OR BODY soup SEEN|1 2 3",
        "SENTON 14-Nov-2023|1",
        "SENTSINCE 14-Nov-2023|1 2 3 4",
        "SENTSINCE 15-nov-2023|2 3 4",
        "SENTSINCE 16-Nov-2023|''",
        "SENTBEFORE 15-Nov-2023|1",
        "NOT SENTBEFORE 15-Nov-2023|2 3 4 5",
        "ON 14-Nov-2023|1 2 3 4 5",
        "ON \"14-Nov-2023\"|1 2 3 4 5",
        "SINCE 14-Nov-2023|1 2 3 4 5",
        "SINCE 15-Nov-2023|''",
        "BEFORE 14-Nov-2023|''",
        "BEFORE 15-Nov-2023|1 2 3 4 5",
        "SAVEDSINCE 14-Nov-2023|1 2 3 4 5",
        "SAVEDBEFORE 14-Nov-2023|''",
        "SAVEDATESUPPORTED|1 2 3 4 5",
        "YOUNGER 10|1 2 3 4 5",
        "OLDER 10|''",
        "EMAILID M3|3",
        "THREADID T3|''",
        "RECENT|''",
        "OLD|1 2 3 4 5",
        "NEW|''",
        "((((3))) (UID 3))|3",
      })
  void findsWhatTheKeysSay(String keys, String numbers) {
    assertThat(found(keys)).isEqualTo(numbers);
  }

  @Test
  void modSeqOfTheResult() { // RFC 7162 §3.1.5
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a SEARCH MODSEQ 4"))
        .containsExactly(
            "* OK [HIGHESTMODSEQ 6] Highest", "* SEARCH 3 4 5 (MODSEQ 6)", "a OK SEARCH completed");
    assertThat(talk.say("b SEARCH MODSEQ \"/flags/\\\\seen\" all 4 1:4").get(0))
        .isEqualTo("* SEARCH 3 4 (MODSEQ 5)");
    assertThat(talk.say("b SEARCH MODSEQ 99").get(0)).isEqualTo("* SEARCH");
    assertThat(talk.say("b SEARCH RETURN (MIN) MODSEQ 1 2:4").get(0))
        .isEqualTo("* ESEARCH (TAG \"b\") MIN 2 MODSEQ 3");
    assertThat(talk.say("b SEARCH RETURN (MIN MAX) MODSEQ 1 2:4").get(0))
        .isEqualTo("* ESEARCH (TAG \"b\") MIN 2 MAX 4 MODSEQ 5");
    assertThat(talk.say("b SEARCH RETURN (MIN COUNT) MODSEQ 1 2:4").get(0))
        .isEqualTo("* ESEARCH (TAG \"b\") MIN 2 COUNT 3 MODSEQ 5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SEARCH RETURN () ALL| ALL 1:5",
        "SEARCH RETURN (ALL) 1,3:5| ALL 1,3:5",
        "SEARCH RETURN (MIN MAX COUNT ALL) SEEN| MIN 2 MAX 3 COUNT 2 ALL 2:3",
        "SEARCH RETURN (MIN MAX COUNT ALL) 9| COUNT 0",
        "UID SEARCH RETURN (COUNT) 9| UID COUNT 0",
        "UID SEARCH RETURN () 9| UID",
        "UID SEARCH RETURN (MAX) ALL| UID MAX 5",
      })
  void extendedResults(String command, String result) { // RFC 4731 §3.1
    assertThat(Talk.selected(store).say("x" + " " + command).get(0))
        .isEqualTo("* ESEARCH (TAG \"x\") " + result.strip());
  }

  @Test
  void emptyExtendedResultHasNothingBehindTheTag() {
    assertThat(Talk.selected(store).say("x SEARCH RETURN () 9"))
        .containsExactly("* ESEARCH (TAG \"x\")", "x OK SEARCH completed");
  }

  @Test
  void rev2KnowsOnlyTheExtendedForm() { // RFC 9051 §6.4.4
    Talk talk = Talk.loggedIn(store);
    talk.say("e ENABLE IMAP4rev2");
    talk.say("s SELECT INBOX");
    assertThat(talk.say("b UID SEARCH SEEN").get(0)).isEqualTo("* ESEARCH (TAG \"b\") UID ALL 2:3");
  }

  @Test
  void savedResultStandsForItsMessages() { // RFC 9051 §6.4.4.1
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a SEARCH RETURN (SAVE) SEEN")).containsExactly("a OK SEARCH completed");
    assertThat(talk.say("b SEARCH $").get(0)).isEqualTo("* SEARCH 2 3");
    assertThat(talk.say("b SEARCH UID $ SUBJECT dinner").get(0)).isEqualTo("* SEARCH 3");
    assertThat(talk.say("b UID SEARCH NOT $").get(0)).isEqualTo("* SEARCH 1 4 5");
    talk.say("b STORE 2 +FLAGS (\\Deleted)");
    talk.say("b EXPUNGE");
    assertThat(talk.say("b SEARCH $").get(0)).isEqualTo("* SEARCH 2");
    assertThat(talk.say("b SEARCH RETURN (SAVE MIN) ALL").get(0))
        .isEqualTo("* ESEARCH (TAG \"b\") MIN 1");
    assertThat(talk.say("b SEARCH $").get(0)).isEqualTo("* SEARCH 1");
    assertThat(talk.say("b SEARCH RETURN (SAVE) CHARSET klingon SUBJECT x"))
        .containsExactly("b NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset");
    assertThat(talk.say("b SEARCH $").get(0)).isEqualTo("* SEARCH");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALL", "1:*", "UID 1:*", "NOT 1", "SUBJECT x", "$", "*"})
  void emptyMailboxFindsNothing(String keys) {
    Talk talk = Talk.loggedIn(store);
    talk.say("s SELECT Sent");
    assertThat(talk.say("a SEARCH " + keys)).containsExactly("* SEARCH", "a OK SEARCH completed");
  }

  @Test
  void expungedElsewhereIsStillFoundUntilTheClientHearsOfIt() {
    Talk talk = Talk.selected(store);
    Talk other = Talk.selected(store);
    other.say("b STORE 1 +FLAGS (\\Deleted)");
    other.say("b EXPUNGE");
    assertThat(talk.say("a SEARCH SUBJECT lunch").get(0)).isEqualTo("* SEARCH 1 4");
    assertThat(talk.say("a SEARCH BODY soup").get(0)).isEqualTo("* SEARCH 1 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UID SEARCH RETURN (PARTIAL 1:2) ALL|UID PARTIAL (1:2 1:2)",
        "UID SEARCH RETURN (PARTIAL 3:2) UNSEEN|UID PARTIAL (2:3 4:5)",
        "SEARCH RETURN (PARTIAL 4:9) ALL|PARTIAL (4:9 4:5)",
        "SEARCH RETURN (PARTIAL 6:9) ALL|PARTIAL (6:9 NIL)",
        "SEARCH RETURN (PARTIAL -1:-2) ALL|PARTIAL (-1:-2 4:5)",
        "SEARCH RETURN (PARTIAL -4:-9) ALL|PARTIAL (-4:-9 1:2)",
        "SEARCH RETURN (PARTIAL -6:-9) ALL|PARTIAL (-6:-9 NIL)",
        "SEARCH RETURN (PARTIAL 1:4294967295) SEEN|PARTIAL (1:4294967295 2:3)",
        "SEARCH RETURN (PARTIAL 1:2 MIN MAX COUNT) ALL|MIN 1 MAX 5 COUNT 5 PARTIAL (1:2 1:2)",
        "SEARCH RETURN (PARTIAL 1:2 MIN COUNT) 9|COUNT 0 PARTIAL (1:2 NIL)",
      })
  void partOfTheResults(String command, String result) { // RFC 9394 §3.1
    assertThat(Talk.selected(store).say("A01 " + command).get(0))
        .isEqualTo("* ESEARCH (TAG \"A01\") " + result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SAVE|1:5",
        "SAVE ALL|1:5",
        "SAVE COUNT|1:5",
        "SAVE MIN|1",
        "SAVE MAX|5",
        "SAVE MIN MAX|1,5",
        "SAVE MIN COUNT|1:5",
        "SAVE MAX ALL|1:5",
        "SAVE PARTIAL 2:3|2:3",
        "SAVE PARTIAL 2:3 MIN|1:3",
        "SAVE PARTIAL 2:3 MAX|2:3,5",
        "SAVE PARTIAL 2:3 MIN MAX|1:3,5",
        "SAVE PARTIAL 2:3 COUNT|1:5",
        "SAVE PARTIAL 2:3 COUNT MIN|1:5",
      })
  void whatIsSaved(String options, String saved) { // RFC 9051 §6.4.4.1, RFC 9394 §3.2
    Talk talk = Talk.selected(store);
    talk.say("a SEARCH RETURN (" + options + ") ALL");
    assertThat(talk.say("b UID SEARCH RETURN () $").get(0))
        .isEqualTo("* ESEARCH (TAG \"b\") UID ALL " + saved);
  }

  @Test
  void savedResultServesEveryCommand() { // RFC 9051 §6.4.4.1, RFC 5182 §2.1
    Talk talk = Talk.selected(store);
    talk.say("a UID SEARCH RETURN (SAVE) SEEN");
    assertThat(talk.say("b FETCH $ (UID)"))
        .containsExactly("* 2 FETCH (UID 2)", "* 3 FETCH (UID 3)", "b OK FETCH completed");
    assertThat(talk.say("b UID FETCH $ (UID)")).hasSize(3);
    assertThat(talk.say("b STORE $ +FLAGS (\\Flagged)")).hasSize(3);
    assertThat(talk.say("b UID STORE $ -FLAGS (\\Flagged)")).hasSize(3);
    assertThat(talk.say("b COPY $ Sent").get(0)).startsWith("b OK [COPYUID 1002 2:3 1:2]");
    assertThat(talk.say("b UID COPY $ Sent").get(0)).startsWith("b OK [COPYUID 1002 2:3 3:4]");
    assertThat(talk.say("b SEARCH OR $ 1").get(0)).isEqualTo("* SEARCH 1 2 3");
    assertThat(talk.say("b SORT (REVERSE SIZE) UTF-8 $").get(0)).startsWith("* SORT ");
    talk.say("c STORE $ +FLAGS (\\Deleted)");
    talk.say("c UID EXPUNGE $");
    assertThat(talk.say("b FETCH $ (UID)")).containsExactly("b OK FETCH completed");
    talk.say("d UID SEARCH RETURN (SAVE) UID 1");
    talk.say("e UID MOVE $ Trash");
    assertThat(talk.say("b SEARCH $").get(0)).isEqualTo("* SEARCH");
    talk.say("f SEARCH RETURN (SAVE) ALL");
    assertThat(talk.say("g SEARCH RETURN (SAVE) NONSENSE").get(0)).startsWith("g BAD");
    assertThat(talk.say("b SEARCH $").get(0)).isEqualTo("* SEARCH 1 2"); // BAD changes nothing
    talk.say("h SELECT INBOX");
    assertThat(talk.say("b SEARCH $").get(0)).isEqualTo("* SEARCH");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1:5|1:2|1 2",
        "1:5|-1:-2|4 5",
        "2:5|2:3|3 4",
        "1,3,5|2:3|3 5",
        "1,3:4,9|-1:-1|4",
        "1:5|6:7|''",
        "1:5|-4:-9|1 2",
      })
  void partOfTheMessagesIsFetched(String uids, String part, String numbers) { // RFC 9394 §3.3
    List<String> answer =
        Talk.selected(store).say("10 UID FETCH " + uids + " (UID) (PARTIAL " + part + ")");
    String fetched =
        answer.stream()
            .filter(line -> line.startsWith("* "))
            .map(line -> line.substring(2, 3))
            .collect(java.util.stream.Collectors.joining(" "));
    assertThat(fetched).isEqualTo(numbers);
  }

  @Test
  void partIsTakenBeforeChangesCount() { // RFC 9394 §3.4
    Talk talk = Talk.selected(store);
    assertThat(talk.say("101 UID FETCH 1:5 (FLAGS) (PARTIAL -1:-2 CHANGEDSINCE 5)"))
        .contains("* 5 FETCH (UID 5 FLAGS () MODSEQ (6))")
        .noneMatch(line -> line.startsWith("* 4"));
    assertThat(talk.say("102 UID FETCH 1:5 (FLAGS) (CHANGEDSINCE 5 PARTIAL 1:2)"))
        .containsExactly("102 OK FETCH completed");
  }

  @Test
  void whatTheIndexRulesOutIsNotRead() {
    assertThat(found("BODY soup")).isEqualTo("1 3");
    store.index(new TextCandidates(3, UidSet.of(2))); // it is wrong, which shows who was asked
    assertThat(found("BODY soup")).as("few are read sooner").isEqualTo("1 3");
    for (int i = 0; i < 40; i++) {
      store.deliver("INBOX", "Subject: more\r\n\r\nof it\r\n");
    }
    assertThat(found("BODY soup")).isEqualTo("3");
    assertThat(found("NOT BODY soup")).startsWith("1 2 4 5");
    assertThat(found("TEXT lunch")).isEqualTo("4");
    assertThat(found("HEADER X-Mark red")).isEqualTo("5");
    assertThat(found("SUBJECT lunch")).isEqualTo("1 4");
    assertThat(found("1:5 BODY soup")).as("few are left").isEqualTo("1 3");
    assertThat(found("SUBJECT lunch BODY soup")).as("asked before facts").isEqualTo("");
  }
}
