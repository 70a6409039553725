package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadTest {
  private final FakeStore store = new FakeStore();
  private int minute;

  /** Delivers a message, each a minute later than the one before. */
  private void mail(String id, String subject, String... references) {
    mailAt(minute++, id, subject, references);
  }

  private void mailAt(int at, String id, String subject, String... references) {
    store.deliver(
        "INBOX",
        String.format("Date: 15 Nov 2023 08:%02d:00 +0000\r\nSubject: %s\r\n", at, subject)
            + (id.isEmpty() ? "" : "Message-ID: <" + id + ">\r\n")
            + (references.length == 0
                ? ""
                : "References: <" + String.join(">\r\n <", references) + ">\r\n")
            + "\r\nx\r\n");
  }

  private String threads(String command) {
    var answer = Talk.selected(store).say("a " + command);
    assertThat(answer).hasSize(2).last().isEqualTo("a OK THREAD completed");
    return answer.get(0);
  }

  private String byReferences() {
    return threads("THREAD REFERENCES UTF-8 ALL");
  }

  @Test
  void orderedSubjectPutsAllBelowTheFirst() {
    mail("", "Lunch");
    mail("", "Dinner");
    mail("", "re: LUNCH");
    mail("", "[list] Lunch (fwd)");
    mail("", "Re: dinner");
    mail("", "");
    mail("", "Re:");
    mailAt(59, "", "Late");
    mailAt(0, "", "Early");
    assertThat(threads("THREAD ORDEREDSUBJECT UTF-8 ALL"))
        .isEqualTo("* THREAD (1 (3)(4))(9)(2 5)(6 7)(8)");
    assertThat(threads("UID THREAD ORDEREDSUBJECT US-ASCII UID 2:5 3:9"))
        .isEqualTo("* THREAD (3 4)(5)");
  }

  @Test
  void nothingFoundIsNoThread() {
    mail("", "x");
    assertThat(threads("THREAD ORDEREDSUBJECT US-ASCII TEXT \"gewp\"")).isEqualTo("* THREAD");
    assertThat(threads("THREAD REFERENCES US-ASCII 9")).isEqualTo("* THREAD");
  }

  @Test
  void referencesGiveTheTreeOfTheExample() { // RFC 5256 §4: (2)(3 6 (4 23)(44 7 96))
    mail("2@x", "two");
    mail("3@x", "three");
    mail("6@x", "a", "3@x");
    mail("4@x", "b", "3@x", "6@x");
    mail("23@x", "c", "3@x", "6@x", "4@x");
    mail("44@x", "d", "6@x");
    mail("7@x", "e", "44@x");
    mail("96@x", "f", "44@x", "7@x");
    assertThat(byReferences()).isEqualTo("* THREAD (1)(2 3 (4 5)(6 7 8))");
    assertThat(threads("UID THREAD REFERENCES UTF-8 NOT 3"))
        .isEqualTo("* THREAD (1)(2 (4 5)(6 7 8))");
  }

  @Test
  void siblingsOfAMissingParentStandTogether() { // RFC 5256 §4: ((3)(5))
    mail("a@x", "one", "gone@x");
    mail("b@x", "two", "older@x", "gone@x");
    mail("c@x", "three", "lonely@x");
    assertThat(byReferences()).isEqualTo("* THREAD ((1)(2))(3)");
  }

  @Test
  void parentMayComeAfterItsChild() {
    mail("b@x", "Re: one", "a@x");
    mail("a@x", "one");
    assertThat(byReferences()).isEqualTo("* THREAD (2 1)");
  }

  @Test
  void inReplyToServesWithoutReferences() {
    mail("a@x", "one");
    store.deliver(
        "INBOX",
        "Subject: two\r\nMessage-ID: <b@x>\r\nIn-Reply-To: note of <nothing> <a@x> and <q@x>\r\n\r\n");
    store.deliver(
        "INBOX",
        "Subject: three\r\nMessage-ID: <c@x>\r\nReferences: none\r\nIn-Reply-To: <b@x>\r\n\r\n");
    assertThat(byReferences()).isEqualTo("* THREAD (1 2 3)");
  }

  @Test
  void quotingOfIdsMakesNoDifference() {
    mail("\"01KF8JCEOCBS0045PS\"@xxx.yyy.com", "one");
    mail("b@x", "two", "01KF8JCEOCBS0045PS@xxx.yyy.com");
    mail("c@x", "three", "01kf8jceocbs0045ps@xxx.yyy.com");
    assertThat(byReferences()).isEqualTo("* THREAD (1 2)(3)");
  }

  @Test
  void secondMessageWithAnIdHasAnIdOfItsOwn() {
    mail("a@x", "one");
    mail("a@x", "two");
    mail("b@x", "three", "a@x");
    assertThat(byReferences()).isEqualTo("* THREAD (1 3)(2)");
  }

  @Test
  void loopsAreNotMade() {
    mail("a@x", "one", "b@x");
    mail("b@x", "two", "a@x");
    mail("c@x", "three", "c@x");
    mail("d@x", "four", "e@x", "f@x", "e@x");
    assertThat(byReferences()).isEqualTo("* THREAD (2 1)(3)(4)");
  }

  @Test
  void ownReferencesReplaceWhatOthersGuessed() { // step (1)(B)
    mail("c@x", "three", "a@x", "b@x");
    mail("a@x", "one");
    mail("b@x", "two");
    assertThat(byReferences()).isEqualTo("* THREAD (2)(3 1)");
  }

  @Test
  void sameSubjectBringsThreadsTogether() { // step (5)
    mail("a@x", "Lunch");
    mail("b@x", "Re: Lunch");
    mail("c@x", "Re: lunch");
    assertThat(byReferences()).isEqualTo("* THREAD (1 (2)(3))");
  }

  @Test
  void equalThreadsOfASubjectComeUnderADummy() { // step (5)(C)(iv)
    mail("a@x", "Lunch");
    mail("b@x", "Lunch");
    mail("c@x", "Lunch");
    mail("d@x", "");
    mail("e@x", "");
    assertThat(byReferences()).isEqualTo("* THREAD ((1)(2)(3))(4)(5)");
  }

  @Test
  void replyBeforeItsOriginalGoesBelowIt() { // step (5)(B)(iv)
    mail("a@x", "Re: Lunch");
    mail("b@x", "Lunch");
    assertThat(byReferences()).isEqualTo("* THREAD (2 1)");
  }

  @Test
  void dummiesOfASubjectBecomeOne() { // step (5)(C)(iv)
    mail("a@x", "Re: Lunch", "gone1@x");
    mail("b@x", "Re: Lunch", "gone1@x");
    mail("c@x", "Re: Lunch", "gone2@x");
    mail("d@x", "Re: Lunch", "gone2@x");
    mail("e@x", "Lunch");
    assertThat(byReferences()).isEqualTo("* THREAD ((1)(2)(3)(4)(5))");
  }

  @Test
  void threadsAndSiblingsAreInOrderOfDate() {
    mailAt(30, "a@x", "one");
    mailAt(50, "b@x", "two", "a@x");
    mailAt(40, "c@x", "three", "a@x");
    mailAt(20, "d@x", "four", "gone@x");
    mailAt(10, "e@x", "five", "gone@x");
    assertThat(byReferences()).isEqualTo("* THREAD ((5)(4))(1 (3)(2))");
  }

  @Test
  void whatIsRefused() {
    mail("a@x", "one");
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a THREAD REFERENCES KLINGON ALL"))
        .containsExactly("a NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset");
    assertThat(talk.say("a THREAD REFS UTF-8 ALL").get(0)).startsWith("a BAD");
    assertThat(talk.say("a THREAD REFERENCES UTF-8").get(0)).startsWith("a BAD");
    assertThat(talk.say("a THREAD UTF-8 ALL").get(0)).startsWith("a BAD");
    assertThat(talk.say("a UID THREAD").get(0)).startsWith("a BAD");
  }
}
