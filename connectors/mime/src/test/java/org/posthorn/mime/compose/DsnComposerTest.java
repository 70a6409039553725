package org.posthorn.mime.compose;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.mime.LeafPart;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.Samples;
import org.posthorn.mime.compose.DeliveryReport.Action;
import org.posthorn.mime.compose.DeliveryReport.Recipient;

class DsnComposerTest {
  private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");

  private static DeliveryReport report(Address to, Recipient... recipients) {
    return new DeliveryReport(
        "mx.posthorn.test",
        to,
        "<d1@mx.posthorn.test>",
        NOW,
        Optional.of("env\r\n1"),
        Optional.of(NOW.minusSeconds(60)),
        List.of(recipients));
  }

  private static Recipient failed(Address address, String diagnostic) {
    return new Recipient(
        address,
        Optional.of("rfc822;bob@old.example"),
        Action.FAILED,
        "5.1.1",
        Optional.of("mx.far.example"),
        Optional.of(diagnostic),
        Optional.empty());
  }

  private static String part(byte[] octets, int index) {
    LeafPart part = Samples.facts(octets).parts().get(index);
    return new String(octets, (int) part.offset(), (int) part.length(), UTF_8);
  }

  @Test
  void programsAndPeopleCanReadIt() { // RFC 3464 §2
    Address ann = new Address("ann", "client.example");
    byte[] dsn =
        DsnComposer.compose(
            report(
                ann,
                failed(new Address("bob", "b\u00fccher.example"), "550 5.1.1 no\r\n such user"),
                failed(new Address("carl", "far.example"), "550 " + "x".repeat(5_000))),
            Samples.octets("Subject: hi\nFrom: ann@client.example\n\n"));
    MessageFacts facts = Samples.facts(dsn);
    assertThat(facts.parts())
        .extracting(LeafPart::mediaType)
        .containsExactly("text/plain", "message/delivery-status", "text/rfc822-headers");
    assertThat(Samples.structure(facts))
        .contains("\"report\" (\"report-type\" \"delivery-status\"");
    assertThat(Samples.envelope(facts))
        .startsWith("(\"Sun, 22 Nov 2026 04:00:00 +0000\" \"Your message could not be delivered\"")
        .contains("((NIL NIL \"ann\" \"client.example\"))");
    assertThat(part(dsn, 0)).contains("<bob@xn--bcher-kva.example>: your message could not be");
    assertThat(part(dsn, 1))
        .startsWith(
            """
            Original-Envelope-Id: env  1
            Reporting-MTA: dns; mx.posthorn.test
            Arrival-Date: Sun, 22 Nov 2026 03:59:00 +0000

            Original-Recipient: rfc822;bob@old.example
            Final-Recipient: rfc822; bob@xn--bcher-kva.example
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; mx.far.example
            Diagnostic-Code: smtp; 550 5.1.1 no   such user

            Original-Recipient:\
            """
                .replace("\n", "\r\n"));
    assertThat(part(dsn, 2)).isEqualTo("Subject: hi\r\nFrom: ann@client.example\r\n");
    new String(dsn, ISO_8859_1).lines().forEach(l -> assertThat(l.length()).isLessThan(998));
    assertThat(org.posthorn.mime.text.Charsets.isAscii(dsn, 0, dsn.length)).isTrue();
  }

  @Test
  void addressesThatAreNotAsciiTakeTheInternationalForm() { // RFC 6533 §3
    byte[] dsn =
        DsnComposer.compose(
            report(
                new Address("j\u00f6rg", "client.example"),
                new Recipient(
                    new Address("b\u00f6b", "far.example"),
                    Optional.empty(),
                    Action.DELAYED,
                    "4.4.1",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(NOW.plusSeconds(3600)))),
            Samples.octets("Subject: hi\n"));
    assertThat(Samples.facts(dsn).parts())
        .extracting(LeafPart::mediaType)
        .containsExactly("text/plain", "message/global-delivery-status", "message/global-headers");
    assertThat(part(dsn, 1))
        .contains("Final-Recipient: utf-8; b\u00f6b@far.example\r\nAction: delayed\r\n")
        .contains("Will-Retry-Until: Sun, 22 Nov 2026 05:00:00 +0000\r\n");
  }

  @Test
  void headerThatHoldsTheBoundaryCannotBreakOut() {
    byte[] dsn =
        DsnComposer.compose(
            report(new Address("a", "b.example"), failed(new Address("c", "d.example"), "550 no")),
            Samples.octets("X: --=_report\n --=_report_0\nY: --=_report--\n\n"));
    assertThat(Samples.facts(dsn).parts()).hasSize(3);
    assertThat(part(dsn, 2)).contains("Y: --=_report--");
  }
}
