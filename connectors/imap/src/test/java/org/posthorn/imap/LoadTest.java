package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.imap.session.ImapHooks;
import org.posthorn.imap.session.ImapSettings;
import org.posthorn.sasl.StandardMechanisms;
import org.posthorn.testkit.FakeWire;
import org.posthorn.wire.Peer;

/** One client cannot make the server busy for long without giving way to others. */
class LoadTest implements ImapHooks {
  private final FakeStore store = new FakeStore();
  private final FakeWire wire =
      new FakeWire(new Peer("t1", "127.0.0.1", 40000, "127.0.0.1", 143, Optional.empty()), false);
  private final ImapConversation conversation =
      new ImapConversation(
          wire,
          store,
          new StandardMechanisms(true, new Random(1)),
          new ImapSettings("mx.posthorn.test", 10000, true, "Posthorn", "1"),
          this);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private void select() {
    conversation.opened();
    answer("l LOGIN ann@posthorn.test secret");
    assertThat(answer("s SELECT INBOX")).contains("s OK");
  }

  private void say(String commands) {
    conversation.received(ByteBuffer.wrap((commands + "\r\n").getBytes(UTF_8)));
  }

  private String answer(String command) {
    say(command);
    return rest();
  }

  private String rest() {
    StringBuilder heard = new StringBuilder(new String(wire.take(), UTF_8));
    while (wire.takeWake()) {
      conversation.woken();
      heard.append(new String(wire.take(), UTF_8));
    }
    return heard.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SEARCH %s",
        "UID SEARCH RETURN (COUNT) NOT (%s)",
        "SORT (DATE) UTF-8 %s",
        "THREAD REFERENCES UTF-8 %s",
        "ESEARCH IN (selected) %s"
      })
  void aSearchHasAThousandKeysAHundredTextsAtMost(String search) {
    store.deliver("INBOX", "Subject: x\r\n\r\nx");
    select();
    String command = "a " + search;
    assertThat(answer(command.formatted("SEEN " + "NOT ANSWERED ".repeat(998) + "ALL")))
        .contains("a OK");
    assertThat(answer(command.formatted("OR SEEN (" + "UNSEEN ".repeat(999) + "ALL)")))
        .endsWith("a NO [LIMIT] Too many search keys, at most 1000\r\n");
    assertThat(answer(command.formatted("TEXT x ".repeat(100) + "SUBJECT x"))).contains("a OK");
    assertThat(answer(command.formatted("TEXT x ".repeat(100) + "HEADER X-Y x")))
        .endsWith("a NO [LIMIT] Too many texts to search for, at most 100\r\n");
  }

  @Test
  void whatFiltersSayCountsToo() {
    store.deliver("INBOX", "Subject: x\r\n\r\nx");
    select();
    String filter = "NOT SEEN ".repeat(100) + "ALL";
    assertThat(answer("f SETMETADATA \"\" (/private/filters/values/f \"" + filter + "\")"))
        .contains("f OK");
    assertThat(answer("a SEARCH " + "FILTER f ".repeat(9) + "ALL")).contains("a OK");
    assertThat(answer("b SEARCH " + "FILTER f ".repeat(9) + "NOT SEEN ".repeat(100) + "ALL"))
        .endsWith("b NO [LIMIT] Too many search keys, at most 1000\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'NOT ANSWERED', 76", // 10,000 messages by 1,000 keys, 128 Ki of them in a step
    "'NOT SUBJECT y', 2500" // 4 Ki in a step
  })
  void aStepLooksAtFewMessagesWhenThereAreManyKeys(String key, int least) {
    for (int i = 0; i < 10_000; i++) {
      store.deliver("INBOX", "Subject: x\r\n\r\n");
    }
    select();
    wire.turns(1);
    int before = wire.passed();
    assertThat(answer("a SEARCH RETURN (COUNT) " + (key + " ").repeat(999) + "ALL"))
        .contains("COUNT 10000")
        .contains("a OK");
    assertThat(wire.passed() - before).isGreaterThanOrEqualTo(least);
  }

  @ParameterizedTest
  @CsvSource({
    "'TEXT y0', '', 1",
    "'NOT TEXT n', '', 1",
    "'TEXT y', 'TEXT n ', 0",
    "'FUZZY TEXT y0', '', 1"
  })
  void oneLargeMessageIsLeftOffBetweenTwoTexts(String key, String last, int found) {
    store.deliver("INBOX", "Subject: x\r\n\r\n" + "x ".repeat(600_000) + "y0 y1");
    select();
    wire.turns(1);
    int before = wire.passed();
    assertThat(answer("a SEARCH RETURN (COUNT) " + (key + " ").repeat(50) + last + "ALL"))
        .contains("COUNT " + found)
        .contains("a OK");
    assertThat(wire.passed() - before).isGreaterThan(50);
  }

  @Test
  void nothingIsReadForAClientThatIsGone() {
    store.deliver("INBOX", "Subject: x\r\n\r\n" + "x ".repeat(600_000) + "y0");
    select();
    wire.goAway();
    wire.turns(4);
    say("a SEARCH " + "TEXT y ".repeat(100) + "ALL");
    assertThat(wire.takeWake()).as("passes its turn at once").isTrue();
    assertThat(new String(wire.take(), UTF_8)).isEmpty();
    conversation.closed();
  }

  @Test
  void whoSendsNoMoreIsAskedWhetherItIsThere() {
    for (int i = 0; i < 2_000; i++) {
      store.deliver("INBOX", "Subject: x\r\n\r\n");
    }
    select();
    wire.turns(1);
    say("a SEARCH " + "NOT SUBJECT y ".repeat(900) + "ALL");
    assertThat(wire.takeWake()).isTrue();
    wire.endInput();
    conversation.woken();
    String line = "\\* OK \\[INPROGRESS \\(\"a\" \\d+ 100\\)] Still at it\r\n";
    assertThat(new String(wire.take(), UTF_8)).matches(line);
    conversation.woken();
    assertThat(new String(wire.take(), UTF_8)).isEmpty();
    now = now.plusMillis(100);
    conversation.woken();
    assertThat(new String(wire.take(), UTF_8)).matches(line);
    now = now.plusMillis(100);
    assertThat(rest()).startsWith("* SEARCH 1 2 3").endsWith("a OK SEARCH completed\r\n");
  }

  @Test
  void manyCommandsGiveWayToo() {
    select();
    wire.turns(5);
    ByteBuffer octets = ByteBuffer.wrap("a NOOP\r\n".repeat(100).getBytes(UTF_8));
    conversation.received(octets);
    assertThat(octets.remaining()).isEqualTo(95 * 8);
    int turns = 1;
    while (wire.takeWake()) {
      conversation.woken();
      conversation.received(octets);
      turns++;
    }
    assertThat(octets.hasRemaining()).isFalse();
    assertThat(turns).isGreaterThan(10);
    assertThat(new String(wire.take(), UTF_8)).isEqualTo("a OK NOOP completed\r\n".repeat(100));
  }

  @Test
  void anAccountWithTooManyConnectionsIsToldSo() {
    conversation.opened();
    wire.fill();
    assertThat(answer("l LOGIN ann@posthorn.test secret"))
        .endsWith("l NO [UNAVAILABLE] Too many connections for this account (session t1)\r\n");
    assertThat(answer("s SELECT INBOX")).startsWith("s BAD");
  }

  @Test
  void aConnectionCountsForItsAccountWhileSomebodyIsLoggedIn() {
    assertThat(wire.counted()).isEmpty();
    select();
    assertThat(wire.counted()).isPresent();
    assertThat(answer("u UNAUTHENTICATE")).contains("u OK");
    assertThat(wire.counted()).isEmpty();
  }

  @Override
  public void failed(String session, RuntimeException cause) {
    throw cause;
  }

  @Override
  public Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  @Override
  public Clock steady() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }
}
