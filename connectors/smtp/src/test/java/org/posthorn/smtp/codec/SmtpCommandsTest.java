package org.posthorn.smtp.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.MailOptions.Returned;
import org.posthorn.kernel.Recipient.Notify;
import org.posthorn.kernel.Recipient.Original;
import org.posthorn.smtp.codec.LineDecoder.Line;
import org.posthorn.smtp.codec.SmtpCommand.Auth;
import org.posthorn.smtp.codec.SmtpCommand.Bdat;
import org.posthorn.smtp.codec.SmtpCommand.MailFrom;
import org.posthorn.smtp.codec.SmtpCommand.Malformed;
import org.posthorn.smtp.codec.SmtpCommand.RcptTo;

class SmtpCommandsTest {
  private static final Address ANN = new Address("ann", "client.example");

  @Test
  void mail() {
    assertThat(SmtpCommands.parse("MAIL FROM:<>"))
        .isEqualTo(
            new MailFrom(
                Optional.empty(), OptionalLong.empty(), MailOptions.of(false, Body.SEVEN_BIT)));
    assertThat(SmtpCommands.parse("mail from:<ann@client.example> size=7 body=8bitmime smtputf8"))
        .isEqualTo(
            new MailFrom(
                Optional.of(ANN), OptionalLong.of(7), MailOptions.of(true, Body.EIGHT_BIT)));
    assertThat(SmtpCommands.parse("MAIL FROM:<@a.example:ann@client.example> BODY=BINARYMIME"))
        .isEqualTo(
            new MailFrom(
                Optional.of(ANN), OptionalLong.empty(), MailOptions.of(false, Body.BINARY)));
  }

  @Test
  void recipients() {
    assertThat(SmtpCommands.parse("RCPT TO:<POSTMASTER>")).isEqualTo(rcpt(Optional.empty(), true));
    assertThat(SmtpCommands.parse("RCPT TO:<\"a>\\\" b\"@client.example>"))
        .isEqualTo(rcpt(Optional.of(new Address("a>\" b", "client.example")), true));
    assertThat(SmtpCommands.parse("RCPT TO:<änn@client.example>"))
        .isEqualTo(rcpt(Optional.of(new Address("änn", "client.example")), false));
  }

  private static RcptTo rcpt(Optional<Address> address, boolean ascii) {
    return new RcptTo(address, ascii, Optional.empty(), Set.of(), Optional.empty());
  }

  @Test
  void optionsForReports() { // RFC 3461 §4
    MailFrom mail =
        (MailFrom) SmtpCommands.parse("MAIL FROM:<ann@client.example> RET=hdrs ENVID=QQ+203+3D14");
    assertThat(mail.options().returned()).contains(Returned.HDRS);
    assertThat(mail.options().envelopeId()).contains("QQ 3=14");
    RcptTo rcpt =
        (RcptTo)
            SmtpCommands.parse(
                "RCPT TO:<ann@client.example> NOTIFY=delay,SUCCESS"
                    + " ORCPT=rfc822;Bob+2Bx@old.example");
    assertThat(rcpt.notifyOn()).containsExactly(Notify.SUCCESS, Notify.DELAY);
    assertThat(rcpt.original()).contains(new Original("rfc822", "Bob+x@old.example"));
    assertThat(SmtpCommands.parse("RCPT TO:<ann@client.example> ORCPT=utf-8;änn@old.example"))
        .isInstanceOf(RcptTo.class); // RFC 6533 §3
  }

  @Test
  void brokenOptionsForReports() {
    String mail = "MAIL FROM:<ann@client.example> ";
    String rcpt = "RCPT TO:<ann@client.example> ";
    for (String broken :
        List.of(
            mail + "RET",
            mail + "RET=ALL",
            mail + "ENVID=",
            mail + "ENVID=a+0",
            mail + "ENVID=a+0D",
            mail + "ENVID=a+C3+A4",
            mail + "ENVID=" + "x".repeat(101),
            mail + "ENVID=a ENVID=b",
            rcpt + "NOTIFY",
            rcpt + "NOTIFY=NEVER,DELAY",
            rcpt + "NOTIFY=DELAY,",
            rcpt + "NOTIFY=ALWAYS",
            rcpt + "ORCPT=ann@client.example",
            rcpt + "ORCPT=rfc822;",
            rcpt + "ORCPT=;a",
            rcpt + "ORCPT=rfc822;a+0Ab",
            rcpt + "ORCPT=rfc822;änn@old.example",
            rcpt + "ORCPT=rfc822;" + "x".repeat(494))) {
      assertThat(SmtpCommands.parse(broken))
          .as(broken)
          .isInstanceOfSatisfying(
              Malformed.class,
              malformed -> assertThat(malformed.reply().toString()).startsWith("501 5.5.4"));
    }
    assertThat(SmtpCommands.parse(rcpt + "ORCPT=rfc822;" + "x".repeat(493)))
        .isInstanceOf(RcptTo.class);
  }

  @Test
  void chunksAndLogins() {
    assertThat(SmtpCommands.parse("bdat 10 last")).isEqualTo(new Bdat(10, true));
    assertThat(SmtpCommands.parse("BDAT 0")).isEqualTo(new Bdat(0, false));
    assertThat(SmtpCommands.parse("AUTH plain =")).isEqualTo(new Auth("PLAIN", Optional.of("=")));
    assertThat(SmtpCommands.parse("AUTH LOGIN")).isEqualTo(new Auth("LOGIN", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MAIL",
        "MAIL FROM",
        "MAIL FROM:",
        "MAIL FROM:<",
        "MAIL FROM:<\"",
        "MAIL FROM:<\"\\",
        "MAIL FROM:<@a>",
        "MAIL FROM:<a@b>x",
        "MAIL FROM:<a@b> SIZE",
        "MAIL FROM:<a@b> BODY",
        "RCPT TO:<>",
        "RCPT TO:<a>",
        "RCPT TO:<a@b.example> X",
        "BDAT -1",
        "BDAT 1 2",
        "BDAT 1LAST",
        "BDAT 1234567890123456789",
        "DATA x",
        "RSET x",
        "AUTH",
        "AUTH ",
        "AUTH PLAIN a b",
        "EHLO ",
        "HELO <a>",
        "STARTTLS x",
        "NO\tOP\u0001",
        "VRFY ",
        "MAIL FROM:<a@b> AUTH"
      })
  void malformed(String line) {
    assertThat(SmtpCommands.parse(line)).isInstanceOf(Malformed.class);
  }

  @Test
  void anyLineGivesACommand() {
    Random random = new Random(5321);
    String[] words = {
      "MAIL", "RCPT", " FROM:", " TO:", "<", ">", "\"", "\\", "@", "a", "é", " ", "SIZE=", "9", ":",
      ",", "BDAT", "LAST", "AUTH", "=", "\0", "EHLO", "[", "]", ".", "\uD800"
    };
    for (int round = 0; round < 50_000; round++) {
      StringBuilder line = new StringBuilder();
      for (int i = random.nextInt(10); i > 0; i--) {
        line.append(words[random.nextInt(words.length)]);
      }
      assertThat(SmtpCommands.parse(line.toString())).isNotNull();
    }
  }

  @Test
  void anyCutOfTheOctetsGivesTheSameLines() {
    byte[] octets = "NOOP\r\n\r\nMAIL\nA\rB\r\nRCPT \u00e9\r\n".getBytes(UTF_8);
    List<Line> whole = lines(octets, octets.length);
    assertThat(whole)
        .containsExactly(
            new Line.Text("NOOP"),
            new Line.Text(""),
            new Line.Broken(),
            new Line.Broken(),
            new Line.Text("RCPT \u00e9"));
    for (int cut = 1; cut < octets.length; cut++) {
      assertThat(lines(octets, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  private static List<Line> lines(byte[] octets, int cut) {
    List<Line> lines = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(octets, 0, cut);
    all(buffer, lines);
    buffer.limit(octets.length);
    all(buffer, lines);
    return lines;
  }

  private static void all(ByteBuffer buffer, List<Line> lines) {
    Optional<Line> line = LineDecoder.next(buffer, LineDecoder.MAX_COMMAND);
    while (line.isPresent()) {
      lines.add(line.get());
      line = LineDecoder.next(buffer, LineDecoder.MAX_COMMAND);
    }
  }
}
