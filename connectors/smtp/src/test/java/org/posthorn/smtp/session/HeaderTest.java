package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testkit.Escapes;
import org.posthorn.testkit.MemoryLine;

/** What becomes of a message's header on its way in. */
@SuppressWarnings("StringConcatToTextBlock") // the octets are to be seen
class HeaderTest {
  private static final String BARE = "550 5.6.11 Bare CR, bare LF or NUL in message header\r\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello\\r\\nworld\\r\\n|\\r\\nhello\\r\\nworld\\r\\n",
        "Subject: x\\r\\nhello\\r\\n|Subject: x\\r\\n\\r\\nhello\\r\\n",
        "hello world: yes\\r\\n|\\r\\nhello world: yes\\r\\n",
        "\\x20Subject: x\\r\\n|\\r\\n\\x20Subject: x\\r\\n",
        "\\tSubject: x\\r\\n|\\r\\n\\tSubject: x\\r\\n",
        ": x\\r\\n|\\r\\n: x\\r\\n",
        ">From x\\r\\n\\r\\ny\\r\\n|X-Mailbox-Line: >From x\\r\\n\\r\\ny\\r\\n",
        "From a@b Sat Jan  3 01:05:34 1996\\r\\nTo: x\\r\\n"
            + "|X-Mailbox-Line: From a@b Sat Jan  3 01:05:34 1996\\r\\nTo: x\\r\\n",
        "To: x\\r\\nFrom a@b Sat Jan  3 01:05:34 1996\\r\\n"
            + "|To: x\\r\\n\\r\\nFrom a@b Sat Jan  3 01:05:34 1996\\r\\n",
        "From \\t: x@y\\r\\n\\r\\n|From \\t: x@y\\r\\n\\r\\n",
        "Subject: x\\r\\n y\\r\\n \\r\\n\\r\\nz\\r\\n|Subject: x\\r\\n y\\r\\n \\r\\n\\r\\nz\\r\\n",
        "Subject: x\\r\\n|Subject: x\\r\\n",
        "\\r\\nx\\r\\n|\\r\\nx\\r\\n",
      })
  void theHeaderEndsBeforeTheFirstLineThatIsNoField(String sent, String stored) {
    for (Role role : new Role[] {Role.MX, Role.LMTP}) {
      assertThat(stored(role, Escapes.octets(sent))).as(sent).isEqualTo(text(stored));
    }
  }

  @Test
  void nobodyElseGivesTheReasonWhyWeTookAMessage() {
    byte[] sent = text("X-Posthorn-Reason: msgfromfull\\r\\nTo: x\\r\\n").getBytes(UTF_8);
    assertThat(stored(Role.MX, sent)).doesNotContain("msgfromfull").contains("To: x");
    assertThat(stored(Role.LMTP, sent)).contains("msgfromfull"); // of the server before us
  }

  @Test
  void anyCutOfTheOctetsGivesTheSameHeader() {
    byte[] octets =
        ("From a b\r\nAuthentication-Results: (c\r\n d) mx.posthorn.test; x\r\n y\r\n"
                + "authentication-results: other; x\r\nTo: x\r\nnone\r\n")
            .getBytes(UTF_8);
    for (int cut = 1; cut < octets.length; cut++) {
      Listener listener = new Listener(Role.MX);
      MemoryLine line = begun(listener, "");
      line.send(Arrays.copyOf(octets, cut));
      line.send(Arrays.copyOfRange(octets, cut, octets.length));
      line.send(".\r\n".getBytes(UTF_8));
      assertThat(ownHeader(listener))
          .as("cut at %d", cut)
          .isEqualTo(
              "X-Mailbox-Line: From a b\r\n"
                  + "authentication-results: other; x\r\n"
                  + "To: x\r\n\r\n"
                  + "none\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mx.posthorn.test; spf=pass",
        "MX.Posthorn.Test;\\r\\n spf=pass",
        "mx.posthorn.test 1; spf=pass",
        "mx.posthorn.test/1; spf=pass",
        "mx.posthorn.test.; spf=pass",
        "\\r\\n\\tmx.posthorn.test\\r\\n\\t;spf=pass",
        "(a (nested \\\\) ) comment) mx.posthorn.test (x) 1; spf=pass",
        "\"mx.posthorn.test\"; spf=pass",
        "\"mx\\\\.posthorn.test\"; spf=pass",
        "(never ends mx.posthorn.test; spf=pass",
        "",
        "; spf=pass",
      })
  void nobodyElseSpeaksOfChecksInOurName(String value) { // RFC 8601 §5
    for (String name : new String[] {"Authentication-Results:", "AUTHENTICATION-results \\t:"}) {
      byte[] octets =
          Escapes.octets("To: x\\r\\n" + name + ' ' + value + "\\r\\nCc: y\\r\\n\\r\\n");
      assertThat(stored(Role.MX, octets)).isEqualTo("To: x\r\nCc: y\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org; spf=pass",
        "(mx.posthorn.test) example.org; spf=pass",
        "mx.posthorn.test.example.org; spf=pass",
        "a.mx.posthorn.test; dkim=none"
      })
  void whatOthersSayInTheirNameStays(String value) {
    String field = "Authentication-Results: " + value + "\r\n\r\n";
    assertThat(stored(Role.MX, field.getBytes(UTF_8))).isEqualTo(field);
  }

  @Test
  void aServerOfOursMaySpeakOfChecks() {
    String field = "Authentication-Results: mx.posthorn.test; spf=pass\r\n\r\n";
    assertThat(stored(Role.LMTP, field.getBytes(UTF_8))).isEqualTo(field);
  }

  @Test
  void endlessCommentsAreNotHeld() {
    String field = "Authentication-Results: (" + "x".repeat(100_000) + ") mx.posthorn.test; x\r\n";
    assertThat(stored(Role.MX, (field + "To: x\r\n\r\n").getBytes(UTF_8)))
        .isEqualTo("To: x\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-A: b\\rFrom: ceo@posthorn.test\\r\\n\\r\\n",
        "X-A: b\\nFrom: ceo@posthorn.test\\r\\n\\r\\n",
        "X-A: b\\0c\\r\\n\\r\\n",
        "X-A: b\\r\\r\\n\\r\\n",
        "X-A: b\\r\\n\\rFrom: x\\r\\n\\r\\n",
        "X-A: b\\r\\n\\n",
        "X-A: b\\r\\n c\\rd\\r\\n",
        "X-A: b\\r",
        "X-\\0A: b\\r\\n"
      })
  void binaryIsTheBodyButNotTheHeader(String header) { // RFC 5322 §2.2
    for (Role role : List.of(Role.MX, Role.SUBMISSION, Role.LMTP)) {
      Listener listener = new Listener(role);
      byte[] octets = Escapes.octets(header);
      MemoryLine line = begun(listener, "BINARYMIME");
      line.send(("BDAT " + octets.length + " LAST\r\n").getBytes(UTF_8));
      line.send(octets);
      assertThat(line.unread()).as(header).endsWith(BARE);
      assertThat(listener.house.messages).isEmpty();
    }
  }

  @Test
  void binaryBodiesAreTaken() {
    byte[] octets = Escapes.octets("From: user1@posthorn.test\\r\\n\\r\\n\\0\\r\\n\\n\\r");
    Listener listener = new Listener(Role.MX);
    MemoryLine line = begun(listener, "BINARYMIME");
    line.send(("BDAT " + octets.length + " LAST\r\n").getBytes(UTF_8));
    line.send(octets);
    assertThat(line.unread()).endsWith("250 2.0.0 Message accepted\r\n");
  }

  @Test
  void binaryPartsWithNulAreKeptInBase64() { // RFC 9051 §9
    byte[] octets =
        Escapes.octets(
            "MIME-Version: 1.0\\r\\nContent-Type: multipart/mixed; boundary=b\\r\\n\\r\\n--b\\r\\n"
                + "Content-Type: image/png\\r\\nContent-Transfer-Encoding: binary\\r\\n\\r\\n"
                + "\\0\\n\\r\\0\\r\\n--b--\\r\\n");
    Listener listener = new Listener(Role.LMTP);
    MemoryLine line = begun(listener, "BINARYMIME");
    line.send(("BDAT " + octets.length + " LAST\r\n").getBytes(UTF_8));
    line.send(octets);
    assertThat(line.unread()).endsWith("250 2.0.0 Message accepted\r\n");
    assertThat(listener.house.last().text())
        .doesNotContain("\0")
        .endsWith(
            "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + "AAoNAA==\r\n--b--\r\n");
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = "ODMR", mode = EnumSource.Mode.EXCLUDE)
  void nulNeedsBinaryMime(Role role) {
    Listener listener = new Listener(role);
    MemoryLine line = begun(listener, "");
    line.send("From: user1@posthorn.test\r\n\r\nx\0y\r\n.\r\n".getBytes(UTF_8));
    assertThat(line.unread()).endsWith("550 5.6.11 NUL in message; use BINARYMIME\r\n");
    line = begun(listener, "8BITMIME");
    line.send("BDAT 4 LAST\r\nx\0\r\n".getBytes(UTF_8));
    assertThat(line.unread()).endsWith("550 5.6.11 NUL in message; use BINARYMIME\r\n");
    assertThat(listener.house.messages).isEmpty();
  }

  private static String stored(Role role, byte[] message) {
    Listener listener = new Listener(role);
    MemoryLine line = begun(listener, "");
    line.send(message);
    line.send(".\r\n".getBytes(UTF_8));
    assertThat(line.unread()).endsWith("250 2.0.0 Message accepted\r\n");
    return ownHeader(listener);
  }

  /** The message without our trace fields. */
  private static String ownHeader(Listener listener) {
    String text = listener.house.last().text();
    return text.substring(text.indexOf("+0000\r\n") + 7);
  }

  /** A dialogue up to the message; with a body type, up to BDAT. */
  private static MemoryLine begun(Listener listener, String body) {
    MemoryLine line = listener.connect();
    boolean lmtp = listener.settings.role() == Role.LMTP;
    boolean submission = listener.settings.role() == Role.SUBMISSION;
    String login = "AUTH PLAIN AHVzZXIxQHBvc3Rob3JuLnRlc3QAcG9zdGhvcm4=\r\n";
    line.send(
        ((lmtp ? "LHLO" : "EHLO")
                + " a.example\r\n"
                + (submission ? login : "")
                + "MAIL FROM:<user1@posthorn.test>"
                + (body.isEmpty() ? "" : " BODY=" + body)
                + "\r\nRCPT TO:<user2@posthorn.test>\r\n"
                + (body.isEmpty() ? "DATA\r\n" : ""))
            .getBytes(UTF_8));
    return line;
  }

  private static String text(String escaped) {
    return new String(Escapes.octets(escaped), UTF_8);
  }
}
