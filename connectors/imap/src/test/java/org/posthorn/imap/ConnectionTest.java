package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.posthorn.testkit.MemoryLine;
import org.posthorn.testkit.Transcript;

/** What goes wrong on a connection, and how it ends. */
class ConnectionTest {
  private final FakeStore store = new FakeStore();

  @Test
  void nothingIsToldAfterBye() { // RFC 9051 §3.4
    store.deliver("INBOX", "\r\nHi");
    Talk leaving = Talk.selected(store);
    Talk.selected(store).say("a STORE 1 +FLAGS.SILENT (\\Flagged)");
    store.deliver("INBOX", "\r\nHi");
    assertThat(leaving.say("b LOGOUT")).containsExactly("* BYE Goodbye", "b OK LOGOUT completed");
  }

  @Test
  void brokenStoreIsToldAndTheConnectionLives() {
    store.deliver("INBOX", "x");
    ImapLines lines = ImapLines.to(store);
    MemoryLine line = lines.loggedIn();
    line.send("n NOOP\r\n".getBytes(US_ASCII)); // the first command looks at the login once more
    assertThat(line.readLine()).hasValue("n OK NOOP completed");
    store.breakDown(true);
    line.send("a SELECT INBOX\r\nb APPEND INBOX {1+}\r\nx\r\n".getBytes(US_ASCII));
    assertThat(line.readLine()).hasValue("a NO [UNAVAILABLE] Temporary failure, try again later");
    assertThat(line.readLine()).hasValue("b NO [UNAVAILABLE] Temporary failure, try again later");
    store.breakDown(false);
    line.send("c STATUS INBOX (MESSAGES)\r\n".getBytes(US_ASCII));
    assertThat(line.readLine()).hasValue("* STATUS INBOX (MESSAGES 1)");
    assertThat(lines.failures()).hasSize(2);
  }

  @Test
  void slowReaderStopsTheCommandsUntilThereIsRoom() {
    for (int i = 0; i < 3000; i++) {
      store.deliver("INBOX", "x");
    }
    MemoryLine line = ImapLines.to(store).loggedIn();
    line.send("a SELECT INBOX\r\n".getBytes(US_ASCII));
    line.unread();
    line.wire().room(20_000);
    line.send("b STORE 1:* +FLAGS (\\Seen)\r\nc NOOP\r\n".getBytes(US_ASCII));
    String heard = line.unread();
    assertThat(heard).doesNotContain("c OK").contains("* 1 FETCH");
    for (int i = 0; i < 20; i++) {
      line.wire().wake();
      line.settle();
    }
    heard = line.unread();
    assertThat(heard).contains("* 3000 FETCH").endsWith("c OK NOOP completed\r\n");
  }

  @Test
  void timeOutAndStopSayFarewell() {
    MemoryLine idle = ImapLines.to(store).connect();
    assertThat(idle.conversation().patience()).hasSeconds(60);
    idle.conversation().timedOut();
    idle.settle();
    assertThat(idle.unread()).endsWith("* BYE Login timeout\r\n");
    assertThat(idle.closedByServer()).isTrue();

    MemoryLine other = ImapLines.to(store).loggedIn();
    assertThat(other.conversation().patience()).hasMinutes(30); // RFC 9051 §5.4
    other.conversation().stopping();
    other.settle();
    assertThat(other.unread()).endsWith("* BYE Server is shutting down\r\n");
    assertThat(other.closedByServer()).isTrue();
  }

  @Test
  void hugeLinesAndLiteralsAreRefusedAndTheConnectionLives() {
    String script =
        """
        C: a NOOP LONG
        S: a BAD Command is too long
        C: b CREATE {200000}
        S: b BAD Literal is too large
        C: c CREATE {150000+}
        C: LITERAL
        S: c BAD Literal is too large
        X: d NOOP \\0\\r\\n
        S: d BAD Command has CR, LF or NUL in its text
        X: e NOOP\\n
        S: e BAD Command has CR, LF or NUL in its text
        C: f CREATE {99999999999999999999}
        S: f BAD Literal is too large
        C: g NOOP
        S: g OK ${_}
        C: h CREATE {99999999999999999999+}
        S: * BYE Literal is too large
        CLOSED
        """
            .replace("LONG", "x".repeat(70_000))
            .replace("LITERAL", "y".repeat(150_000));
    Transcript.of("huge", script).play(number -> ImapLines.to(store).loggedIn());
  }
}
