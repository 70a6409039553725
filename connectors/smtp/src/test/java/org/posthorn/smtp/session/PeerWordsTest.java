package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.net.Networks;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.smtp.session.SmtpSettings.TrustedClients;
import org.posthorn.testkit.FakeWire;
import org.posthorn.testkit.MemoryLine;

/** What servers before this one say of their clients. */
@SuppressWarnings("StringConcatToTextBlock") // the octets are to be seen
class PeerWordsTest {
  private static final String MAIL =
      "MAIL FROM:<x@a.test>\r\nRCPT TO:<user1@posthorn.test>\r\nDATA\r\nFrom: <x@a.test>\r\n\r\nx\r\n.\r\n";

  private final Listener listener = new Listener(Role.MX);

  private String answers(String octets) {
    MemoryLine line = listener.connect();
    line.send(octets.getBytes(US_ASCII));
    return line.unread();
  }

  private void trust() {
    Networks all = Networks.parse("0.0.0.0/0, ::/0");
    listener.settings = listener.settings.withTrusted(new TrustedClients(all, all));
  }

  @Test
  void strangersAreNeitherAskedNorHeard() {
    String said = answers("EHLO a.test\r\nXCLIENT ADDR=192.0.2.9\r\nXFORWARD ADDR=192.0.2.9\r\n");
    assertThat(said).doesNotContain("250-XCLIENT", "250-XFORWARD");
    assertThat(said).containsOnlyOnce("220 ");
    assertThat(said.lines().filter(line -> line.startsWith("550 5.7.0 Not allowed"))).hasSize(2);
    answers("EHLO a.test\r\nXCLIENT ADDR=192.0.2.9\r\n" + MAIL);
    assertThat(listener.house.last().client().peer().address()).isNotEqualTo("192.0.2.9");
  }

  @Test
  void theSessionBeginsAnewForTheClientThatAProxyNames() {
    trust();
    String said =
        answers(
            "EHLO proxy.test\r\nXCLIENT ADDR=IPV6:2001:db8::9 PORT=5 PROTO=ESMTP"
                + " HELO=mail.a.test NAME=[UNAVAILABLE]\r\n"
                + "MAIL FROM:<x@a.test>\r\nRSET\r\nEHLO proxy.test\r\n"
                + MAIL);
    assertThat(said).contains("250-XCLIENT NAME ADDR PORT PROTO HELO DESTADDR DESTPORT\r\n");
    assertThat(said.lines().filter(line -> line.startsWith("220 "))).hasSize(2);
    SmtpClient client = listener.house.last().client();
    assertThat(client.peer().address()).isEqualTo("2001:db8::9");
    assertThat(client.peer().port()).isEqualTo(5);
    assertThat(client.hello()).isEqualTo("mail.a.test");
    assertThat(listener.house.last().text())
        .contains("Received: from mail.a.test ([IPv6:2001:db8::9])");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADDR=192.0.2.0/24",
        "ADDR=192.0.2.1,192.0.2.2",
        "ADDR=here",
        "PORT=70000",
        "PORT=x",
        "LOGIN=user1",
        "HELO=a+20b",
        "HELO=a+0D+0Ab",
        "ADDR",
        "ADDR=192.0.2.1 ADDR=192.0.2.2",
        ""
      })
  void whatIsNoAttributeIsRefused(String attributes) {
    trust();
    String said = answers("EHLO a.test\r\nXCLIENT " + attributes + "\r\n" + MAIL);
    assertThat(said).contains("501 5.5.4 ");
    assertThat(listener.house.last().client().peer()).isEqualTo(FakeWire.anyPeer());
  }

  @Test
  void withinATransactionNothingChanges() {
    trust();
    assertThat(answers("EHLO a.test\r\nMAIL FROM:<>\r\nXCLIENT ADDR=192.0.2.9\r\n"))
        .contains("503 5.5.1 Not within a transaction");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADDR=[UNAVAILABLE]", "ADDR=[TEMPUNAVAIL] PORT=5", "HELO=mail.a.test"})
  void aClientWithoutAnAddressDoesNotHaveThatOfTheProxy(String attributes) {
    trust();
    answers("EHLO proxy.test\r\nXCLIENT " + attributes + "\r\nEHLO a.test\r\n" + MAIL);
    assertThat(listener.house.last().client().peer().address()).isEqualTo("::");
  }

  @Test
  void whatWasSaidOfAClientStaysWhenMoreIsSaid() {
    trust();
    answers("XCLIENT ADDR=192.0.2.9 PROTO=SMTP\r\nXCLIENT HELO=mail.a.test PORT=5\r\n" + MAIL);
    SmtpClient client = listener.house.last().client();
    assertThat(client.peer().address()).isEqualTo("192.0.2.9");
    assertThat(client.peer().port()).isEqualTo(5);
    assertThat(listener.house.last().text())
        .contains("Received: from mail.a.test ([192.0.2.9])", " with SMTP id ");
  }

  @Test
  void whatWasSaidOfAClientIsNotChanged() {
    trust();
    String said = answers("XCLIENT ADDR=192.0.2.9\r\nXCLIENT ADDR=10.0.0.7\r\nHELO a\r\n" + MAIL);
    assertThat(said).contains("501 5.5.4 ");
    assertThat(listener.house.last().client().peer().address()).isEqualTo("192.0.2.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EHLO a.test", "MAIL FROM:<x@a.test>\r\nRSET", "AUTH PLAIN", "STARTTLS"})
  void onceTheClientHasItsTurnItsOwnWordIsNotTaken(String command) {
    trust();
    MemoryLine line = listener.connect();
    line.send("XCLIENT HELO=mail.a.test\r\n".getBytes(US_ASCII));
    line.send((command + "\r\n").getBytes(US_ASCII));
    line.send("XCLIENT ADDR=10.0.0.7\r\nXFORWARD ADDR=10.0.0.7\r\n".getBytes(US_ASCII));
    line.send(("EHLO a.test\r\n" + MAIL).getBytes(US_ASCII));
    String said = line.unread();
    assertThat(said).doesNotContain("250-XCLIENT", "250-XFORWARD");
    assertThat(said.lines().filter(each -> each.startsWith("550 5.7.0 Not allowed"))).hasSize(2);
    assertThat(listener.house.last().client().peer().address()).isEqualTo("::");
    assertThat(listener.house.last().client().origin()).isEmpty();
  }

  @Test
  void theClientIsAsProtectedAsTheProxyIsNow() {
    trust();
    MemoryLine line = listener.connect();
    line.send("XCLIENT ADDR=192.0.2.9\r\nSTARTTLS\r\n".getBytes(US_ASCII));
    line.send(("EHLO a.test\r\n" + MAIL).getBytes(US_ASCII));
    SmtpClient client = listener.house.last().client();
    assertThat(client.peer().address()).isEqualTo("192.0.2.9");
    assertThat(client.peer().tls()).isPresent();
  }

  @Test
  void whatTheProxyWasRefusedIsNotItsClients() {
    trust();
    String unknown = "MAIL FROM:<x@a.test>\r\nRCPT TO:<nobody@posthorn.test>\r\nRSET\r\n";
    MemoryLine line = listener.connect();
    line.send(("HELO proxy.test\r\n" + unknown + unknown).getBytes(US_ASCII));
    line.send(("XCLIENT ADDR=192.0.2.9\r\nHELO a.test\r\n" + unknown).getBytes(US_ASCII));
    line.close();
    assertThat(listener.house.refusals).extracting(RefusalEvent::count).containsExactly(2, 1);
    assertThat(listener.house.refusedClients)
        .extracting(client -> client.peer().address())
        .containsExactly("192.0.2.1", "192.0.2.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EHLO a.test", "RSET", "XCLIENT ADDR=192.0.2.9 HELO=b.test"})
  void whatWasSaidOfAMessageIsForgottenWhenTheSessionBeginsAnew(String command) {
    trust();
    answers("EHLO a.test\r\nXFORWARD ADDR=192.0.2.9\r\n" + command + "\r\n" + MAIL);
    assertThat(listener.house.last().client().origin()).isEmpty();
  }

  @Test
  void whatAFilterSaysIsForOneMessageAndTheRecord() {
    trust();
    answers(
        "EHLO a.test\r\nXFORWARD NAME=mail.a.test ADDR=192.0.2.9\r\nXFORWARD IDENT=4f2\r\n"
            + MAIL
            + MAIL);
    assertThat(listener.house.messages.get(0).client().origin())
        .isEqualTo(Map.of("NAME", "mail.a.test", "ADDR", "192.0.2.9", "IDENT", "4f2"));
    assertThat(listener.house.messages.get(0).client().peer().address()).isNotEqualTo("192.0.2.9");
    assertThat(listener.house.messages.get(1).client().origin()).isEmpty();
  }
}
