package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailstore.MailboxName;

class MultiSearchTest {
  private final FakeStore store = new FakeStore();

  @BeforeEach
  void messages() {
    for (String name : new String[] {"folder2/banana/split", "folder2/peach", "caf\u00e9"}) {
      store.folders().create(new MailboxName(name), Optional.empty());
    }
    store.folders().subscribe(new MailboxName("folder2/peach"), true);
    store.deliver("INBOX", "Subject: chad\r\n\r\n");
    store.deliver("INBOX", "Subject: eve\r\n\r\n");
    store.deliver("Sent", "Subject: chad\r\n\r\n");
    store.deliver("folder2", "Subject: eve\r\n\r\n", "\\Seen");
    store.deliver("folder2", "Subject: chad\r\n\r\n");
    store.deliver("folder2/banana", "Subject: chad\r\n\r\n");
    store.deliver("folder2/banana/split", "Subject: chad\r\n\r\n");
    store.deliver("folder2/peach", "Subject: chad\r\n\r\n", "\\Seen");
    store.deliver("caf\u00e9", "Subject: chad\r\n\r\n");
  }

  private String found(Talk talk, String command) {
    var answer = talk.say("tag1 ESEARCH " + command);
    assertThat(answer).last().isEqualTo("tag1 OK ESEARCH completed");
    return String.join(
        "; ",
        answer.subList(0, answer.size() - 1).stream()
            .map(line -> line.replaceAll(".*MAILBOX (\\S+) UIDVALIDITY 1\\d+\\) UID", "$1"))
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IN (mailboxes INBOX) subject chad|INBOX ALL 1",
        "IN (MAILBOXES (INBOX Sent none)) unseen|INBOX ALL 1:2; Sent ALL 1",
        "IN (mailboxes INBOX subtree folder2) unseen|"
            + "INBOX ALL 1:2; folder2 ALL 2; folder2/banana ALL 1; folder2/banana/split ALL 1",
        "IN (subtree-one \"folder2\") unseen|folder2 ALL 2; folder2/banana ALL 1",
        "IN (subtree-one (folder2/banana folder2)) seen|folder2 ALL 1; folder2/peach ALL 1",
        "IN (subtree folder2 mailboxes folder2) seen|folder2 ALL 1; folder2/peach ALL 1",
        "IN (inboxes) all|INBOX ALL 1:2",
        "IN (subscribed) all|INBOX ALL 1:2; folder2/peach ALL 1",
        "IN (personal) RETURN (COUNT) subject eve|INBOX COUNT 1; folder2 COUNT 1",
        "IN (personal) RETURN (MIN MAX COUNT) larger 99999|''",
        "IN (personal) RETURN (PARTIAL -1:-1) 2|INBOX PARTIAL (-1:-1 2); folder2 PARTIAL (-1:-1 2)",
        "IN (mailboxes caf&AOk-) CHARSET UTF-8 ALL|caf&AOk- ALL 1",
        "IN (mailboxes (none other)) all|''",
      })
  void mailboxesOfTheFiltersAreSearched(String command, String result) {
    assertThat(found(Talk.loggedIn(store), command)).isEqualTo(result);
  }

  @Test
  void responseSaysWhatItIsAbout() { // RFC 7377 §2.1
    assertThat(Talk.loggedIn(store).say("tag1 ESEARCH IN (mailboxes \"folder2\") unseen"))
        .containsExactly(
            "* ESEARCH (TAG \"tag1\" MAILBOX folder2 UIDVALIDITY "
                + store.view(store.id("folder2")).orElseThrow().uidValidity()
                + ") UID ALL 2",
            "tag1 OK ESEARCH completed");
  }

  @Test
  void selectedMailboxIsTheDefault() {
    Talk talk = Talk.selected(store);
    assertThat(found(talk, "subject chad")).isEqualTo("INBOX ALL 1");
    assertThat(found(talk, "RETURN (COUNT) ALL")).isEqualTo("INBOX COUNT 2");
    assertThat(found(talk, "IN (selected) RETURN () 2:9")).isEqualTo("INBOX ALL 2");
    assertThat(found(talk, "IN (selected inboxes mailboxes INBOX) 2")).isEqualTo("INBOX ALL 2");
    assertThat(found(talk, "subject none")).isEmpty();
    assertThat(talk.say("t UID ESEARCH FROM \"frobozz\" 1:100"))
        .containsExactly("t OK ESEARCH completed");
    assertThat(talk.say("b SEARCH ALL").get(0)).isEqualTo("* SEARCH 1 2");
  }

  @Test
  void onlyResultsOfTheSelectedMailboxAreSaved() { // RFC 7377 §2.2
    Talk talk = Talk.selected(store);
    assertThat(found(talk, "RETURN (SAVE) subject eve")).isEmpty();
    assertThat(talk.say("b SEARCH $").get(0)).isEqualTo("* SEARCH 2");
    assertThat(found(talk, "IN (personal) $")).isEqualTo("INBOX ALL 2");
    assertThat(talk.say("t ESEARCH IN (inboxes) RETURN (SAVE) ALL").get(0)).startsWith("t BAD");
    assertThat(talk.say("t ESEARCH IN (selected inboxes) RETURN (SAVE) ALL").get(0))
        .startsWith("t BAD");
    assertThat(talk.say("t ESEARCH RETURN (SAVE) CHARSET KLINGON ALL"))
        .containsExactly("t NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset");
    assertThat(talk.say("b SEARCH $").get(0)).isEqualTo("* SEARCH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ESEARCH ALL",
        "ESEARCH IN (selected) ALL",
        "ESEARCH IN (selected personal) ALL",
        "ESEARCH IN (selected-delayed) ALL",
        "ESEARCH IN () ALL",
        "ESEARCH IN personal ALL",
        "ESEARCH IN (mailboxes) ALL",
        "ESEARCH IN (mailboxes ()) ALL",
        "ESEARCH IN (personal (option)) ALL",
        "ESEARCH IN (personal)",
        "ESEARCH IN (personal) RETURN (RELEVANCY) ALL",
        "ESEARCH",
      })
  void refusedWithoutSelectedMailbox(String command) {
    assertThat(Talk.loggedIn(store).say("t " + command).get(0)).startsWith("t BAD");
  }
}
