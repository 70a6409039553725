package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.sasl.LoginWatcher;
import org.posthorn.testkit.MemoryLine;

/** Whose password has changed or whose account is disabled stays no longer than some seconds. */
class StandingTest {
  private final FakeStore store = new FakeStore();
  private final Hands clock = new Hands();
  private final ImapLines lines = ImapLines.to(store).withClock(clock);
  private final Talk talk = Talk.on(lines.loggedIn());

  @Test
  void aNewPasswordEndsSessions() {
    clock.advance(11);
    assertThat(talk.say("a NOOP")).containsExactly("a OK NOOP completed");
    store.logins().standing(Optional.of("another password"));
    clock.advance(9);
    assertThat(talk.say("b NOOP")).as("not looked at yet").containsExactly("b OK NOOP completed");
    clock.advance(2);
    assertThat(talk.say("c SELECT INBOX"))
        .containsExactly("* BYE You may not be logged in any more");
  }

  @Test
  void aDisabledAccountEndsSessionsAndLoginsGoOn() {
    Talk other = Talk.on(lines.connect());
    store.logins().standing(Optional.empty());
    clock.advance(11);
    assertThat(talk.say("a APPEND INBOX {3+}\r\nabc"))
        .containsExactly("* BYE You may not be logged in any more");
    assertThat(store.calls()).isEmpty();
    assertThat(other.say("b CAPABILITY")).last().isEqualTo("b OK CAPABILITY completed");
  }

  @Test
  void idlingSessionsEndWhenTheyAreWoken() {
    MemoryLine line = lines.loggedIn();
    line.send("a SELECT INBOX\r\nb IDLE\r\n".getBytes(UTF_8));
    while (!line.readLine().orElseThrow().equals("+ Idling")) {
      // the answer to SELECT
    }
    store.logins().standing(Optional.empty());
    clock.advance(11);
    store.deliver("INBOX", "Subject: secret\r\n\r\n");
    line.settle();
    assertThat(line.unread()).isEqualTo("* BYE You may not be logged in any more\r\n");
  }

  @Test
  void whoHearsOfAChangeLooksAtOnce() {
    MemoryLine line = lines.loggedIn();
    line.send("a IDLE\r\n".getBytes(UTF_8));
    assertThat(line.readLine()).contains("+ Idling");
    store.logins().watchers().forEach(LoginWatcher::loginInDoubt);
    line.settle();
    assertThat(line.unread()).as("it still may").isEmpty();
    store.logins().standing(Optional.empty());
    store.logins().watchers().forEach(LoginWatcher::loginInDoubt);
    line.settle();
    assertThat(line.unread()).isEqualTo("* BYE You may not be logged in any more\r\n");
    line.close();
    assertThat(store.logins().watchers()).hasSize(1); // that of the other session
  }

  @Test
  void brokenLookUpEndsNothing() {
    clock.advance(11);
    store.breakDown(true);
    assertThat(talk.say("a CAPABILITY")).last().isEqualTo("a OK CAPABILITY completed");
    assertThat(lines.failures()).isNotEmpty();
  }

  /** A clock that is put forward. */
  private static final class Hands extends Clock {
    private Instant now = Instant.ofEpochSecond(1_700_000_000L);

    void advance(int seconds) {
      now = now.plus(Duration.ofSeconds(seconds));
    }

    @Override
    public Instant instant() {
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
