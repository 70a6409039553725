package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testkit.MemoryLine;

/** A client that wants to know of each recipient. draft-hall-prdr-00 */
@SuppressWarnings("StringConcatToTextBlock") // the octets are to be seen
class IndividualRepliesTest {
  private static final String TEXT = "From: <x@a.test>\r\n\r\nx\r\n";

  private final Listener listener = new Listener(Role.MX);

  private List<String> afterText(String mail, String... recipients) {
    StringBuilder octets = new StringBuilder("EHLO a.test\r\n" + mail + "\r\n");
    for (String each : recipients) {
      octets.append("RCPT TO:<").append(each).append("@posthorn.test>\r\n");
    }
    MemoryLine line = listener.connect();
    line.send((octets + "DATA\r\n" + TEXT + ".\r\nNOOP\r\n").getBytes(US_ASCII));
    List<String> lines = line.unread().lines().toList();
    int text = lines.indexOf("354 End with <CRLF>.<CRLF>");
    return lines.subList(text + 1, lines.size()).stream()
        .map(each -> each.substring(0, 9))
        .toList();
  }

  @Test
  void eachRecipientAndTheMessageHaveAReply() {
    assertThat(afterText("MAIL FROM:<x@a.test> PRDR", "user1", "full", "user2", "user1", "later"))
        .containsExactly(
            "353 A rep",
            "250 2.0.0",
            "552 5.2.2",
            "250 2.0.0",
            "250 2.0.0",
            "451 4.3.0",
            "250 2.0.0",
            "250 2.0.0");
  }

  @Test
  void whereNobodyTakesItTheLastReplySaysSo() {
    assertThat(afterText("MAIL FROM:<x@a.test> PRDR", "full", "full"))
        .containsExactly("353 A rep", "552 5.2.2", "552 5.2.2", "552 5.2.2", "250 2.0.0");
  }

  @Test
  void oneRecipientAndWhoHasNotAskedHaveOneReply() {
    assertThat(afterText("MAIL FROM:<x@a.test> PRDR", "full"))
        .containsExactly("552 5.2.2", "250 2.0.0");
    assertThat(afterText("MAIL FROM:<x@a.test>", "user1", "full"))
        .containsExactly("552 5.2.2", "250 2.0.0");
  }

  @Test
  void itIsForMailFromElsewhere() {
    MemoryLine line = listener.connect();
    line.send("EHLO a.test\r\n".getBytes(US_ASCII));
    assertThat(line.unread()).contains("250-PRDR\r\n");
    MemoryLine lmtp = new Listener(Role.LMTP).connect();
    lmtp.send("LHLO a.test\r\nMAIL FROM:<x@a.test> PRDR\r\n".getBytes(US_ASCII));
    assertThat(lmtp.unread()).doesNotContain("PRDR").contains("555 5.5.4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRDR=1", "PRDR="})
  void itHasNoValue(String parameter) {
    MemoryLine line = listener.connect();
    line.send(("EHLO a.test\r\nMAIL FROM:<x@a.test> " + parameter + "\r\n").getBytes(US_ASCII));
    assertThat(line.unread()).contains("501 5.5.4");
  }
}
