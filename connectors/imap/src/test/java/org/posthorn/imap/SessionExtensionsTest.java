package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.testkit.MemoryLine;

class SessionExtensionsTest {
  @Test
  void unauthenticateLeavesNothingBehind() { // RFC 8437 §2, §3
    FakeStore store = new FakeStore();
    store.deliver("INBOX", "Subject: a\r\n\r\nb", "\\Deleted");
    ImapLines.to(store)
        .play(
            """
            S: * OK [CAPABILITY ${before}] mx.posthorn.test ready
            C: 0 UNAUTHENTICATE
            S: 0 BAD ${_}
            C: a LOGIN ann@posthorn.test secret
            S: a OK [CAPABILITY ${after}] Logged in
            C: b ENABLE IMAP4rev2 QRESYNC
            S: * ENABLED IMAP4rev2 QRESYNC
            S: b OK ${_}
            C: c SELECT INBOX
            S: * FLAGS ${_}
            S: * OK [PERMANENTFLAGS ${_}
            S: * 1 EXISTS
            S: * LIST () "/" INBOX
            S: * OK [UIDVALIDITY 1001] Ok
            S: * OK [UIDNEXT 2] Ok
            S: * OK [HIGHESTMODSEQ 2] Ok
            S: * OK [MAILBOXID (F1)] Ok
            S: c OK [READ-WRITE] ${_}
            C: d UNAUTHENTICATE
            S: d OK ${_}
            C: e FETCH 1 FLAGS
            S: e BAD ${_}
            C: f CAPABILITY
            S: * CAPABILITY ${before}
            S: f OK ${_}
            C: g LOGIN ann@posthorn.test secret
            S: g OK [CAPABILITY ${after}] Logged in
            C: h SELECT INBOX (QRESYNC (1001 1))
            S: h BAD Enable QRESYNC first
            C: i STATUS INBOX (MESSAGES)
            S: * STATUS INBOX (MESSAGES 1)
            S: i OK ${_}
            """);
    assertThat(store.watchers("INBOX")).isZero();
  }

  @Test
  void languageIsEnglish() { // RFC 5255 §3
    ImapLines.to(new FakeStore())
        .play(
            """
            S: ${_}
            C: a LANGUAGE
            S: * LANGUAGE (EN I-DEFAULT)
            S: a OK ${_}
            C: b LANGUAGE FR
            S: b NO Unsupported language
            C: c LANGUAGE FR en-GB DE
            S: * LANGUAGE (EN)
            S: c OK ${_}
            C: d LANGUAGE "default"
            S: * LANGUAGE (I-DEFAULT)
            S: d OK ${_}
            C: e LANGUAGE (EN)
            S: e BAD Missing string
            """);
  }

  @Test
  void xlistTellsWhatMailboxesAreFor() {
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a XLIST "" "*"
            S: * XLIST (\\HasNoChildren \\Inbox) "/" INBOX
            S: * XLIST (\\HasNoChildren \\Sent) "/" Sent
            S: * XLIST (\\HasNoChildren \\Trash) "/" Trash
            S: a OK ${_}
            C: b XLIST "" Inb%
            S: * XLIST (\\HasNoChildren \\Inbox) "/" INBOX
            S: b OK ${_}
            """);
  }

  @Test
  void namesAreUtf8OnceThatIsEnabled() { // RFC 9755 §3
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a CREATE "Entw&APw-rfe"
            S: a OK [MAILBOXID (F4)] ${_}
            C: b LIST "" Ent*
            S: * LIST (\\HasNoChildren) "/" Entw&APw-rfe
            S: b OK ${_}
            C: c ENABLE UTF8=ACCEPT
            S: * ENABLED UTF8=ACCEPT
            S: c OK ${_}
            C: d LIST "" Ent*
            S: * LIST (\\HasNoChildren) "/" "Entw\u00fcrfe"
            S: d OK ${_}
            C: e RENAME "Entw\u00fcrfe" "&APw-"
            S: e OK ${_}
            C: f LIST "" "&*"
            S: * LIST (\\HasNoChildren) "/" &APw-
            S: f OK ${_}
            """);
  }

  @Test
  void aLongSearchTellsOfItsProgress() { // RFC 9585 §4
    FakeStore store = new FakeStore();
    for (int i = 0; i < 40; i++) {
      store.deliver("INBOX", "Subject: a\r\n\r\n" + "text ".repeat(20_000));
    }
    ImapLines lines = ImapLines.to(store).withClock(new Racing());
    MemoryLine line = lines.loggedIn();
    line.send("s SELECT INBOX\r\n".getBytes(US_ASCII));
    while (!line.readLine().orElseThrow().startsWith("s OK")) {
      // the answer to SELECT
    }
    line.send("b SEARCH BODY none\r\n".getBytes(US_ASCII));
    List<String> heard = line.unread().lines().toList();
    assertThat(heard).contains("* SEARCH", "b OK SEARCH completed");
    assertThat(heard.get(0)).matches("\\* OK \\[INPROGRESS \\(\"b\" \\d+ 100\\)\\] Still at it");
    assertThat(heard.get(heard.size() - 2)).isEqualTo("* SEARCH");
  }

  /** Every look at it is six seconds after the one before. */
  private static final class Racing extends Clock {
    private Instant now = Instant.ofEpochSecond(1_700_000_000L);

    @Override
    public Instant instant() {
      now = now.plus(Duration.ofSeconds(6));
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
