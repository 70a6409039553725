package org.posthorn.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.posthorn.wire.Conversation;
import org.posthorn.wire.Wire;

class TranscriptTest {

  @Test
  void linesAreComparedAndValuesBound() {
    verify(
        """
        # the server greets
        S: hello 1
        C: one
        C: two words
        S: one ${number} got
        S: two words ${_} got

        C: number ${number}
        S: number 3 ${_} got
        """);
  }

  @Test
  void packetsAreSplitByBlankLines() {
    verify(
        """
        S: hello 1
        X: ab

        X: c\\r\\n\\x64\\r\\n
        S: abc 3 got
        S: d 1 got
        """);
  }

  @Test
  void tlsAndTheEnd() {
    verify(
        """
        S: hello 1
        C: tls
        C: lost
        S: tls 3 got
        TLS
        C: quit
        S: quit 4 got
        CLOSED
        """);
  }

  @Test
  void severalConnections() {
    verify(
        """
        S: hello 1
        S2: hello 1
        C2: b
        S2: b 1 got
        C: a
        S: a 1 got
        """);
  }

  @Test
  void differencesAreSeen() {
    assertThatThrownBy(() -> verify("S: hallo")).hasMessageContaining("transcript:1");
    assertThatThrownBy(() -> verify("S: hello 1\nC: quit\nS: quit 4 got\nS: more"))
        .hasMessageContaining("nothing");
    assertThatThrownBy(() -> verify("C: too early")).hasMessageContaining("silence");
    assertThatThrownBy(() -> verify("S: hello 1\nC: a\nS: a 2 got")).hasMessageContaining("a 1");
    assertThatThrownBy(() -> verify("S: hello 1\nC: a")).hasMessageContaining("silence");
    assertThatThrownBy(() -> verify("S: hello 1\nCLOSED")).hasMessageContaining("open");
    assertThatThrownBy(() -> verify("S: hello ${a} ${a}")).hasMessageContaining("transcript:1");
    assertThatThrownBy(() -> verify("what is this")).hasMessageContaining("no step");
  }

  private static void verify(String script) {
    Transcript.verify(() -> new MemoryLine(FakeWire.anyPeer(), true, Echo::new), script);
  }

  /** Answers each line with its length. */
  private record Echo(Wire wire) implements Conversation {
    @Override
    public void opened() {
      wire.write("hello 1\r\n");
    }

    @Override
    public void received(ByteBuffer octets) {
      for (int i = octets.position(); i < octets.limit(); i++) {
        if (octets.get(i) == '\n') {
          byte[] line = new byte[i - 1 - octets.position()];
          octets.get(line);
          octets.position(i + 1);
          if (answer(new String(line, UTF_8))) {
            return;
          }
        }
      }
    }

    private boolean answer(String line) {
      wire.write(line + ' ' + line.length() + " got\r\n");
      if (line.equals("tls")) {
        wire.startTls();
        return true;
      }
      if (line.equals("quit")) {
        wire.close();
        return true;
      }
      return false;
    }

    @Override
    public void secured() {}

    @Override
    public void woken() {}

    @Override
    public void timedOut() {}

    @Override
    public void stopping() {}

    @Override
    public void closed() {}

    @Override
    public Duration patience() {
      return Duration.ofSeconds(1);
    }

    @Override
    public int backlog() {
      return 100;
    }
  }
}
