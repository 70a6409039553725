package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testkit.MemoryLine;

class SessionIdTest {

  @Test
  void refusalsNameTheSessionOfTheLog() {
    Listener listener = new Listener(Role.MX);
    MemoryLine line = listener.connect();
    line.take();
    line.send("EHLO client.example\r\n".getBytes(UTF_8));
    assertThat(new String(line.take(), UTF_8)).startsWith("250").doesNotContain("session");
    line.send("FROBNICATE\r\n".getBytes(UTF_8));
    assertThat(new String(line.take(), UTF_8))
        .startsWith("500 5.5.1 ")
        .endsWith("(session t1)\r\n");
  }
}
