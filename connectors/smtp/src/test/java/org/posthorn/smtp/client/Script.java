package org.posthorn.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Plays the server's side of a dialogue: {@code S:} lines are sent, {@code C:} lines must come,
 * {@code (TLS)}, {@code (content)}, {@code (lost)} and {@code (close)} are what must happen or
 * happens.
 */
final class Script {
  private Script() {}

  /** Runs a dialogue, the server's octets in pieces of a size. */
  static ClientSession play(ClientSession session, String dialogue, int piece) {
    StringBuilder said = new StringBuilder();
    List<String> lines = dialogue.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    int at = 0;
    while (at < lines.size()) {
      String line = lines.get(at);
      if (line.startsWith("S:")) {
        StringBuilder text = new StringBuilder();
        while (at < lines.size() && lines.get(at).startsWith("S:")) {
          text.append(lines.get(at++).substring(2).strip()).append("\r\n");
        }
        assertThat(said).as("unexpected from the client before " + text).isEmpty();
        send(session, text.toString(), piece);
        continue;
      }
      at++;
      if (line.equals("(lost)")) {
        session.disconnected("The connection was lost");
        continue;
      }
      if (said.isEmpty()) {
        ClientAction action = session.next();
        if (line.equals("(TLS)")) {
          assertThat(action).isInstanceOf(ClientAction.StartTls.class);
          session.secured();
          continue;
        }
        if (line.equals("(close)")) {
          assertThat(action).isInstanceOf(ClientAction.Close.class);
          continue;
        }
        said.append(text(action, line));
      }
      String expected = line.substring(2).strip() + "\r\n";
      assertThat(said.toString()).startsWith(expected);
      said.delete(0, expected.length());
    }
    assertThat(said).isEmpty();
    return session;
  }

  private static String text(ClientAction action, String expected) {
    if (action instanceof ClientAction.SendContent content) {
      return read(content.content(), 64);
    }
    assertThat(action).as("instead of " + expected).isInstanceOf(ClientAction.Send.class);
    return StandardCharsets.UTF_8.decode(((ClientAction.Send) action).octets()).toString();
  }

  /** All that is sent for a content, through a buffer of a size. */
  static String read(WireContent content, int size) {
    StringBuilder text = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (content.next(buffer.clear())) {
      buffer.flip();
      text.append(StandardCharsets.ISO_8859_1.decode(buffer));
    }
    return text.toString();
  }

  private static void send(ClientSession session, String text, int piece) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < octets.length; at += piece) {
      assertThat(session.next()).isInstanceOf(ClientAction.Receive.class);
      session.received(ByteBuffer.wrap(octets, at, Math.min(piece, octets.length - at)));
    }
  }
}
