package org.posthorn.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Handling.Deadline;
import org.posthorn.kernel.Handling.Release;
import org.posthorn.kernel.Recipient.ValidSince;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testkit.FakeWire;
import org.posthorn.testkit.MemoryLine;

/** How senders say how their mail is to be handled, by parameters and by fields. */
@SuppressWarnings("StringConcatToTextBlock") // the octets are to be seen
class MailWishesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T03:47:07Z");
  private static final String LOGIN =
      "EHLO client.example\r\nAUTH PLAIN AHVzZXIxQHBvc3Rob3JuLnRlc3QAcG9zdGhvcm4=\r\n";
  private static final String FROM = "MAIL FROM:<user1@posthorn.test>";

  private final Listener submission = new Listener(Role.SUBMISSION);

  private static String answer(MemoryLine line, String command) {
    line.send(command.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String said = line.unread();
    line.take();
    return said;
  }

  private String mail(String parameters) {
    MemoryLine line = submission.connect();
    answer(line, LOGIN);
    return answer(line, FROM + parameters + "\r\n").strip();
  }

  private Envelope submitted(String parameters, String rcpt, String header) {
    MemoryLine line = submission.connect();
    answer(
        line,
        LOGIN
            + FROM
            + parameters
            + "\r\nRCPT TO:<user2@posthorn.test>"
            + rcpt
            + "\r\nDATA\r\nFrom: user1@posthorn.test\r\n"
            + header
            + "\r\ny\r\n.\r\n");
    return submission.house.last().envelope();
  }

  @Test
  void mailIsKeptBackForATimeOrUntil() { // RFC 4865 §4
    assertThat(submitted(" HOLDFOR=3600", "", "").handling().release())
        .contains(new Release(NOW.plusSeconds(3600), "for;3600"));
    assertThat(submitted(" HOLDUNTIL=2026-11-22T05:00:00+01:00", "", "").handling().release())
        .contains(new Release(Instant.parse("2026-11-22T04:00:00Z"), "until;2026-11-22T04:00:00Z"));
  }

  @Test
  void whatCannotBeKeptBackIsRefused() {
    assertThat(mail(" HOLDFOR=5184001")).startsWith("501 5.5.4");
    assertThat(mail(" HOLDUNTIL=2027-01-22T00:00:00Z")).startsWith("501 5.5.4");
    assertThat(mail(" HOLDUNTIL=2026-11-22T03:47:06Z")).startsWith("554 5.5.4");
    assertThat(mail(" HOLDFOR=0")).startsWith("501 5.5.4");
    assertThat(mail(" HOLDFOR=1 HOLDUNTIL=2026-11-23T00:00:00Z")).startsWith("501 5.5.4");
    assertThat(mail(" HOLDFOR=3600 BY=600;R")).startsWith("501 5.5.4");
  }

  @Test
  void mailIsToBeDeliveredByATime() { // RFC 2852 §4
    assertThat(submitted(" BY=600;RT", "", "").handling().deadline())
        .contains(new Deadline(NOW.plusSeconds(600), true, true));
    assertThat(submitted(" BY=-5;n", "", "").handling().deadline())
        .contains(new Deadline(NOW.minusSeconds(5), false, false));
    assertThat(mail(" BY=0;R")).startsWith("501 5.5.4");
    assertThat(mail(" BY=5")).startsWith("501 5.5.4");
  }

  @Test
  void usersGetNoPriorityBeyondTheirs() { // RFC 6710 §4.1
    assertThat(mail(" MT-PRIORITY=9")).isEqualTo("250 2.3.6 4 is the new priority of the message");
    assertThat(submitted(" MT-PRIORITY=9", "", "").handling().priority()).isEqualTo(4);
    assertThat(submitted(" MT-PRIORITY=-9", "", "").handling().priority()).isEqualTo(-9);
    assertThat(mail(" MT-PRIORITY=10")).startsWith("501 5.5.4");
  }

  @Test
  void thePriorityMayBeInTheHeaderWhichNobodyElseGets() { // RFC 6758 §3
    assertThat(submitted("", "", "MT-Priority: 3\r\n").handling().priority()).isEqualTo(3);
    assertThat(submission.house.last().text()).doesNotContain("MT-Priority");
    assertThat(submitted(" MT-PRIORITY=1", "", "MT-Priority: 3\r\n").handling().priority())
        .isEqualTo(1);
  }

  @Test
  void notesOfTheClientGoIntoTheQueueAndAreRemoved() {
    Envelope envelope =
        submitted("", "", "X-Posthorn-Extra-Order: a b\r\n c\r\nx-posthorn-extra-Who: \u00e9\r\n");
    assertThat(envelope.handling().extra()).isEqualTo(Map.of("order", "a b c", "who", "\u00e9"));
    assertThat(submission.house.last().text().toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("extra", "a b");
  }

  @Test
  void notesThatAreThereTwiceOrTooLongAreRefused() {
    assertThat(refused("X-Posthorn-Extra-A: 1\r\nX-Posthorn-Extra-a: 2\r\n"))
        .startsWith("554 5.6.0");
    assertThat(
            refused("X-Posthorn-Extra-A: " + "x".repeat(990) + "\r\n " + "x".repeat(1200) + "\r\n"))
        .startsWith("554 5.6.0");
  }

  private String refused(String header) {
    MemoryLine line = submission.connect();
    answer(line, LOGIN + FROM + "\r\nRCPT TO:<user2@posthorn.test>\r\nDATA\r\n");
    return answer(line, "From: user1@posthorn.test\r\n" + header + "\r\ny\r\n.\r\n");
  }

  @Test
  void theRecipientMustHaveHadTheAddressSince() { // RFC 7293 §3
    Instant moment = Instant.parse("2014-04-03T23:01:00Z");
    assertThat(submitted("", " RRVS=2014-04-03T23:01:00Z;R", "").recipients().get(0).validSince())
        .contains(new ValidSince(moment, true));
    String field =
        "Require-Recipient-Valid-Since: user2@posthorn.test;\r\n Thu, 3 Apr 2014 23:01:00 +0000\r\n";
    assertThat(submitted("", "", field).recipients().get(0).validSince())
        .contains(new ValidSince(moment, false));
    assertThat(submitted("", " RRVS=2015-04-03T23:01:00Z", field).recipients().get(0).validSince())
        .contains(new ValidSince(Instant.parse("2015-04-03T23:01:00Z"), false));
  }

  @Test
  void tlsAllTheWayNeedsTlsHere() { // RFC 8689 §4.2.1
    assertThat(mail(" REQUIRETLS")).startsWith("530 5.7.10");
    Listener mx = new Listener(Role.MX);
    FakeWire wire = new FakeWire(FakeWire.anyPeer(), true);
    wire.secure(new org.posthorn.testkit.FakeTls());
    MemoryLine line = new MemoryLine(wire, any -> new SmtpConversation(mx.service(), any));
    assertThat(answer(line, "EHLO client.example\r\n")).contains("250-REQUIRETLS\r\n");
    assertThat(
            answer(
                line,
                "MAIL FROM:<ann@client.example> REQUIRETLS SOLICIT=com.example:ADV\r\n"
                    + "RCPT TO:<user1@posthorn.test>\r\nDATA\r\n\r\ny\r\n.\r\n"))
        .contains("250 2.0.0 Message accepted");
    assertThat(mx.house.last().envelope().options().requireTls()).isTrue();
    assertThat(mx.house.last().envelope().handling().solicitation()).isEqualTo("com.example:ADV");
  }

  @Test
  void otherServersNeitherHoldMailBackHereNorGetAhead() {
    Listener mx = new Listener(Role.MX);
    MemoryLine line = mx.connect();
    answer(line, "EHLO client.example\r\n");
    assertThat(answer(line, "MAIL FROM:<a@b.example> HOLDFOR=5\r\n")).startsWith("555 5.5.4");
    assertThat(answer(line, "MAIL FROM:<a@b.example> MT-PRIORITY=5\r\n")).startsWith("555 5.5.4");
  }
}
