package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.imap.session.ImapHooks;
import org.posthorn.imap.session.ImapSettings;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.sasl.StandardMechanisms;
import org.posthorn.testkit.FakeWire;
import org.posthorn.wire.Peer;

class LongAnswerTest implements ImapHooks {
  private static final int ROOM = 100_000;

  private final FakeStore store = new FakeStore();
  private final FakeWire wire =
      new FakeWire(new Peer("t1", "127.0.0.1", 40000, "127.0.0.1", 143, Optional.empty()), false);

  private ImapConversation selected() {
    ImapConversation conversation =
        new ImapConversation(
            wire,
            store,
            new StandardMechanisms(true, new Random(1)),
            new ImapSettings("mx.posthorn.test", 10000, true, "Posthorn", "1"),
            this);
    conversation.opened();
    say(conversation, "l LOGIN ann@posthorn.test secret");
    say(conversation, "s SELECT INBOX");
    wire.take();
    return conversation;
  }

  private static void say(ImapConversation conversation, String command) {
    conversation.received(ByteBuffer.wrap((command + "\r\n").getBytes(UTF_8)));
  }

  @Test
  void largeBodyWaitsForASlowReader() {
    String message = "Subject: large\r\n\r\n" + "0123456789abcde\n".repeat(100_000);
    store.deliver("INBOX", message, "\\Seen");
    ImapConversation conversation = selected();
    wire.room(ROOM);
    say(conversation, "a FETCH 1 BODY[]");
    StringBuilder heard = new StringBuilder();
    int takes = 0;
    while (!heard.toString().endsWith("a OK FETCH completed\r\n")) {
      byte[] piece = wire.take();
      assertThat(piece.length).isBetween(1, 2 * ROOM);
      heard.append(new String(piece, UTF_8));
      takes++;
      conversation.woken();
    }
    assertThat(takes).isGreaterThan(message.length() / (2 * ROOM));
    assertThat(heard)
        .hasToString(
            "* 1 FETCH (BODY[] {"
                + message.length()
                + "}\r\n"
                + message
                + ")\r\na OK FETCH completed\r\n");
  }

  @Test
  void longSearchGivesOthersTheirTurn() {
    String body = "x".repeat(1_200_000);
    for (int i = 0; i < 20; i++) {
      store.deliver("INBOX", "Subject: " + i + "\r\n\r\n" + body);
    }
    ImapConversation conversation = selected();
    wire.takeWake();
    wire.turns(8);
    say(conversation, "a SEARCH BODY y");
    int turns = 1;
    StringBuilder heard = new StringBuilder(new String(wire.take(), UTF_8));
    assertThat(heard).isEmpty();
    while (wire.takeWake()) {
      conversation.woken();
      heard.append(new String(wire.take(), UTF_8));
      turns++;
    }
    assertThat(turns).isGreaterThan(2);
    assertThat(heard).hasToString("* SEARCH\r\na OK SEARCH completed\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SORT (SUBJECT REVERSE DATE) UTF-8 ALL", "THREAD REFERENCES UTF-8 ALL"})
  void longSortGivesOthersTheirTurn(String command) {
    for (int i = 0; i < 5000; i++) {
      store.deliver("INBOX", "Subject: " + i + "\r\n\r\n");
    }
    ImapConversation conversation = selected();
    wire.takeWake();
    wire.turns(8);
    say(conversation, "a " + command);
    int turns = 1;
    StringBuilder heard = new StringBuilder(new String(wire.take(), UTF_8));
    while (wire.takeWake()) {
      conversation.woken();
      heard.append(new String(wire.take(), UTF_8));
      turns++;
    }
    assertThat(turns).isGreaterThan(2);
    assertThat(heard.toString()).endsWith(" completed\r\n").contains("5000").contains("4999");
  }

  @Test
  void anIdlingClientHearsOfWhatCameWhileItWasSlow() {
    for (int i = 0; i < 2_000; i++) {
      store.deliver("INBOX", "Subject: " + i + "\r\n\r\n");
    }
    ImapConversation conversation = selected();
    say(conversation, "i IDLE");
    wire.take();
    wire.room(1_000);
    FlagChange seen = new FlagChange(FlagChange.Operation.ADD, Flags.of(List.of("\\Seen")));
    store.messages().store(store.id("INBOX"), UidSet.range(1, 2_000), seen, OptionalLong.empty());
    conversation.woken();
    assertThat(wire.writable()).as("it is told of flags").isFalse();
    store.deliver("INBOX", "Subject: new\r\n\r\n");
    conversation.woken();
    StringBuilder heard = new StringBuilder(new String(wire.take(), UTF_8));
    wire.room(Integer.MAX_VALUE); // it reads all that is left, so nothing wakes it once more
    conversation.woken();
    heard.append(new String(wire.take(), UTF_8));
    assertThat(heard).contains("* 2000 FETCH (FLAGS (\\Seen").contains("* 2001 EXISTS");
  }

  @Override
  public void failed(String session, RuntimeException cause) {
    throw cause;
  }
}
