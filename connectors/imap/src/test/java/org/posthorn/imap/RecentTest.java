package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is new to the first session that hears of it. RFC 3501 §2.3.2. */
class RecentTest {
  private final FakeStore store = new FakeStore();

  @Test
  void theFirstSessionThatSelectsHasTheMessages() {
    store.deliver("INBOX", "old");
    store.keepRecent();
    store.deliver("INBOX", "new", "\\Seen");
    store.deliver("INBOX", "newer");
    Talk examining = Talk.loggedIn(store);
    assertThat(examining.say("a EXAMINE INBOX")).contains("* 3 EXISTS", "* 2 RECENT");
    Talk first = Talk.loggedIn(store);
    assertThat(first.say("a STATUS INBOX (RECENT)")).contains("* STATUS INBOX (RECENT 2)");
    assertThat(first.say("b SELECT INBOX")).contains("* 3 EXISTS", "* 2 RECENT");
    assertThat(first.say("c FETCH 1:* FLAGS"))
        .containsExactly(
            "* 1 FETCH (FLAGS ())",
            "* 2 FETCH (FLAGS (\\Recent \\Seen))",
            "* 3 FETCH (FLAGS (\\Recent))",
            "c OK FETCH completed");
    assertThat(first.say("d SEARCH RECENT")).contains("* SEARCH 2 3");
    assertThat(first.say("e SEARCH NEW")).contains("* SEARCH 3");
    assertThat(first.say("f SEARCH OLD")).contains("* SEARCH 1");
    assertThat(first.say("g SEARCH OR OLD (NEW)")).contains("* SEARCH 1 3");
    assertThat(first.say("h STORE 3 +FLAGS (\\Draft)"))
        .contains("* 3 FETCH (FLAGS (\\Recent \\Draft))");
    assertThat(first.say("i STATUS INBOX (RECENT)")).contains("* STATUS INBOX (RECENT 2)");
    Talk second = Talk.loggedIn(store);
    assertThat(second.say("a SELECT INBOX")).contains("* 3 EXISTS", "* 0 RECENT");
    assertThat(second.say("b SEARCH RECENT")).contains("* SEARCH");
    assertThat(second.say("c FETCH 3 FLAGS")).contains("* 3 FETCH (FLAGS (\\Draft))");
  }

  @Test
  void whatComesLaterIsRecentForWhoHearsOfItFirst() {
    store.keepRecent();
    Talk first = Talk.selected(store);
    Talk second = Talk.selected(store);
    store.deliver("INBOX", "new");
    assertThat(second.say("a NOOP")).containsSubsequence("* 1 EXISTS", "* 1 RECENT");
    assertThat(first.say("a NOOP")).contains("* 1 EXISTS").doesNotContain("* 1 RECENT");
    assertThat(first.say("b SELECT INBOX")).contains("* 0 RECENT");
  }

  @Test
  void imap4rev2KnowsNoRecent() { // RFC 9051 §2.3.2
    store.keepRecent();
    store.deliver("INBOX", "new");
    Talk talk = Talk.loggedIn(store);
    talk.say("a ENABLE IMAP4rev2");
    assertThat(talk.say("b SELECT INBOX")).noneMatch(line -> line.contains("RECENT"));
    assertThat(talk.say("c FETCH 1 FLAGS")).contains("* 1 FETCH (FLAGS ())");
    assertThat(Talk.loggedIn(store).say("a SELECT INBOX")).contains("* 1 RECENT");
  }
}
