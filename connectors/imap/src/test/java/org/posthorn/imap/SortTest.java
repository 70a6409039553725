package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SortTest {
  private final FakeStore store = new FakeStore();

  @BeforeEach
  void sixMessages() {
    deliver("From: zoe@a.test", "To: ann@a.test", "Subject: Lunch", "15 Nov 2023 08:00:00 +0000");
    deliver(
        "From: \"Abe\" <ted@b.test>",
        "Cc: b@b",
        "Subject: Re: lunch",
        "15 Nov 2023 07:00:00 +0000");
    deliver(
        "From: bob@c.test", "To: zed@a.test", "Subject: [x] Dinner", "15 Nov 2023 09:30:00 +0200");
    deliver(
        "From: =?utf-8?q?=C3=84nne?= <carl@d.test>",
        "Cc: a@b",
        "Subject: =?utf-8?q?=C3=A9t=C3=A9?=",
        "14 Nov 2023 23:00:00 -0500");
    deliver("X-None: 1", "To: friends: x@y;", "Subject: ete", "nonsense");
    deliver(
        "From: BOB@a.test", "To: Moe <m@m.test>", "Subject: (fwd)", "1 Jan 2022 00:00:00 +0000");
  }

  private void deliver(String from, String to, String subject, String date) {
    int size = 10 * (7 - (int) store.view(store.id("INBOX")).orElseThrow().uidNext());
    store.deliver(
        "INBOX", String.join("\r\n", from, to, subject, "Date: " + date, "", "x".repeat(size), ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(ARRIVAL) UTF-8 ALL|1 2 3 4 5 6",
        "(REVERSE ARRIVAL) UTF-8 ALL|1 2 3 4 5 6",
        "(DATE) UTF-8 ALL|6 5 4 2 3 1",
        "(REVERSE DATE) UTF-8 ALL|1 3 2 4 5 6",
        "(REVERSE DATE) US-ASCII 2:4|3 2 4",
        "(SUBJECT) UTF-8 ALL|6 3 5 4 1 2",
        "(SUBJECT DATE) UTF-8 ALL|6 3 5 4 2 1",
        "(SUBJECT REVERSE DATE) \"utf-8\" ALL|6 3 5 4 1 2",
        "(REVERSE SUBJECT) UTF-8 ALL|1 2 4 5 3 6",
        "(FROM) UTF-8 ALL|5 3 6 4 2 1",
        "(FROM REVERSE DATE) UTF-8 ALL|5 3 6 4 2 1",
        "(FROM DATE) UTF-8 ALL|5 6 3 4 2 1",
        "(REVERSE FROM DATE) UTF-8 ALL|1 2 4 6 3 5",
        "(TO) UTF-8 ALL|2 4 1 5 6 3",
        "(CC) UTF-8 ALL|1 3 5 6 4 2",
        "(DISPLAYFROM) UTF-8 ALL|5 2 4 6 3 1",
        "(DISPLAYTO) UTF-8 ALL|2 4 1 5 6 3",
        "(SUBJECT) UTF-8 FROM bob|6 3",
        "(SUBJECT SUBJECT REVERSE SUBJECT DATE) UTF-8 ALL|6 3 5 4 2 1",
        "(SUBJECT) US-ASCII TEXT \"not in mailbox\"|''",
      })
  void sortsByTheCriteria(String program, String numbers) {
    List<String> answer = Talk.selected(store).say("a SORT " + program);
    assertThat(answer).containsExactly(("* SORT " + numbers).strip(), "a OK SORT completed");
  }

  @Test
  void sizeIsOfTheMessage() {
    List<String> answer = Talk.selected(store).say("a UID SORT (REVERSE SIZE) UTF-8 UID 1:6");
    String[] uids = answer.get(0).replace("* SORT ", "").split(" ");
    long before = Long.MAX_VALUE;
    for (String uid : uids) {
      long octets = store.view(store.id("INBOX")).orElseThrow().octets(Integer.parseInt(uid) - 1);
      assertThat(octets).isLessThanOrEqualTo(before);
      before = octets;
    }
    assertThat(uids).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UID SORT RETURN () (REVERSE DATE) UTF-8 ALL| UID ALL 1,3,2,4:6",
        "SORT RETURN (MIN MAX COUNT) (REVERSE DATE) UTF-8 2:5| MIN 3 MAX 5 COUNT 4",
        "SORT RETURN (ALL) (DATE) UTF-8 2:3| ALL 2:3",
        "SORT RETURN (PARTIAL 2:3) (REVERSE DATE) UTF-8 ALL| PARTIAL (2:3 3,2)",
        "SORT RETURN (PARTIAL -1:-2) (DATE) UTF-8 ALL| PARTIAL (-1:-2 3,1)",
        "SORT RETURN (PARTIAL 9:10) (DATE) UTF-8 ALL| PARTIAL (9:10 NIL)",
        "SORT RETURN () (DATE) UTF-8 9|",
        "SORT RETURN (COUNT) (DATE) UTF-8 9| COUNT 0",
      })
  void extendedResultsAreInTheOrderAskedFor(String command, String result) { // RFC 5267 §3
    assertThat(Talk.selected(store).say("E01 " + command).get(0))
        .isEqualTo(("* ESEARCH (TAG \"E01\") " + (result == null ? "" : result.strip())).strip());
  }

  @Test
  void sortedResultCanBeSaved() {
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a SORT RETURN (SAVE) (DATE) UTF-8 FROM bob"))
        .containsExactly("a OK SORT completed");
    assertThat(talk.say("b SORT (DATE) UTF-8 $").get(0)).isEqualTo("* SORT 6 3");
    talk.say("c SORT RETURN (SAVE PARTIAL 1:2) (DATE) UTF-8 ALL");
    assertThat(talk.say("d SEARCH $").get(0)).isEqualTo("* SEARCH 5 6");
    talk.say("c SORT RETURN (SAVE MAX) (DATE) UTF-8 ALL");
    assertThat(talk.say("d SEARCH $").get(0)).isEqualTo("* SEARCH 1");
    assertThat(talk.say("e SORT RETURN (SAVE) (DATE) KLINGON ALL"))
        .containsExactly("e NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset");
    assertThat(talk.say("d SEARCH $").get(0)).isEqualTo("* SEARCH");
  }

  @Test
  void modSeqFollowsThePlainResult() { // RFC 7162 §3.1.5
    Talk talk = Talk.selected(store);
    talk.say("a SORT (DATE) UTF-8 MODSEQ 1");
    assertThat(talk.say("b SORT (DATE) UTF-8 MODSEQ 1 2:3").get(0))
        .isEqualTo("* SORT 2 3 (MODSEQ 4)");
    assertThat(talk.say("b SORT RETURN (PARTIAL 1:1) (DATE) UTF-8 MODSEQ 1 2:3").get(0))
        .isEqualTo("* ESEARCH (TAG \"b\") PARTIAL (1:1 2) MODSEQ 3");
  }

  @Test
  void emptyMailboxSortsToNothing() {
    Talk talk = Talk.loggedIn(store);
    talk.say("s SELECT Sent");
    assertThat(talk.say("a SORT (SUBJECT REVERSE DATE) UTF-8 ALL"))
        .containsExactly("* SORT", "a OK SORT completed");
  }
}
