package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.dns.MxLookup;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.Traits;
import org.posthorn.testkit.dns.TestDnsServer;

class SmtpTransportTest {
  private final TestDnsServer dns = TestDnsServer.start();
  private final ScheduledExecutorService cutter = Executors.newScheduledThreadPool(1);
  private final Bench.MemoryStore contents = new Bench.MemoryStore();
  private final int port = freePort();
  private final SmtpTransport transport =
      new SmtpTransport(
          RelaySettings.from(
              new MapConfig(
                  Map.of(
                      "posthorn.host-name", "mx.posthorn.test",
                      "posthorn.relay.local-address", "127.0.0.1",
                      "posthorn.relay.connect-timeout", "PT2S",
                      "posthorn.relay.port", Integer.toString(port)))),
          new MxLookup(new Dns(DnsSettings.of(List.of(dns.address()))), new Random(1)),
          cutter,
          Clock.systemUTC());

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    dns.close();
    cutter.shutdownNow();
  }

  private List<Attempted> deliver(Duration limit, String text, String... recipients) {
    Content content = contents.content(contents.add(text));
    List<Address> to = new ArrayList<>();
    for (String each : recipients) {
      to.add(Address.parse(each).orElseThrow());
    }
    OutgoingMail mail =
        new OutgoingMail(
            Optional.of(new Address("ann", "posthorn.test")),
            to,
            false,
            content,
            Traits.of(content));
    return transport.deliver(mail, to.get(0).asciiDomain(), Instant.now().plus(limit));
  }

  private List<String> statuses(String... recipients) {
    return deliver(Duration.ofSeconds(20), "Subject: x\r\n\r\n.\r\nbody\r\n", recipients).stream()
        .map(each -> each.result().outcome() + " " + each.result().status() + " " + each.host())
        .toList();
  }

  private void route() {
    dns.add("b.test", "MX", "10 mx.b.test.").add("mx.b.test", "A", "127.0.0.1");
  }

  @Test
  void smtpSinkTakesIt() throws Exception {
    route();
    try (SmtpSink sink = SmtpSink.start(port)) {
      assertThat(statuses("bob@b.test", "eve@b.test"))
          .containsExactly("DELIVERED 2.0.0 mx.b.test", "DELIVERED 2.0.0 mx.b.test");
      assertThat(sink.mails())
          .contains("X-Helo-Args: mx.posthorn.test")
          .contains("X-Mail-Args: <ann@posthorn.test>")
          .contains("X-Rcpt-Args: <bob@b.test>")
          .contains("X-Rcpt-Args: <eve@b.test>")
          .contains("Subject: x")
          .contains("\n.")
          .contains("body");
    }
  }

  @Test
  void aMessageThatTurnsOutToBeDamagedIsNotEnded() throws Exception {
    route();
    contents.damage(0);
    try (SmtpSink sink = SmtpSink.start(port)) {
      String text = "Subject: x\r\n\r\n\u00fc" + "body\r\n".repeat(50_000); // not read before
      assertThatThrownBy(() -> deliver(Duration.ofSeconds(20), text, "bob@b.test"))
          .isInstanceOf(ContentDamaged.class);
      assertThat(sink.mails()).doesNotContain("body");
    }
  }

  @Test
  void smtpSinkWithoutExtensionsTakesItToo() throws Exception {
    route();
    try (SmtpSink sink = SmtpSink.start(port, "-e", "-p", "-8")) {
      assertThat(statuses("bob@b.test")).containsExactly("DELIVERED 2.0.0 mx.b.test");
      assertThat(sink.mails()).contains("body");
    }
  }

  @Test
  void faultsOfSmtpSinkAreToldApart() throws Exception {
    route();
    assertThat(with("-r", "RCPT")).containsExactly("DEFERRED 4.3.0 mx.b.test");
    assertThat(with("-f", "RCPT")).containsExactly("FAILED 5.3.0 mx.b.test");
    assertThat(with("-f", "MAIL")).containsExactly("FAILED 5.3.0 mx.b.test");
    assertThat(with("-r", "DATA")).containsExactly("DEFERRED 4.3.0 mx.b.test");
    assertThat(with("-f", ".")).containsExactly("FAILED 5.3.0 mx.b.test");
    assertThat(with("-q", "DATA")).containsExactly("DEFERRED 4.4.2 mx.b.test");
    assertThat(with("-q", ".")).containsExactly("DEFERRED 4.4.2 mx.b.test");
    assertThat(with("-Q", "CONNECT").get(0)).startsWith("DEFERRED 4.");
    assertThat(with("-Q", "RCPT").get(0)).startsWith("DEFERRED 4.");
  }

  private List<String> with(String... options) throws IOException, InterruptedException {
    try (SmtpSink sink = SmtpSink.start(port, options)) {
      List<String> statuses = statuses("bob@b.test");
      assertThat(sink.mails()).doesNotContain("X-Rcpt-Args: <eve@");
      return statuses;
    }
  }

  @Test
  void theNextHostHelps() throws Exception { // RFC 5321 §5.1
    dns.add("b.test", "MX", "10 nothing.b.test.")
        .add("b.test", "MX", "20 dead.b.test.")
        .add("b.test", "MX", "30 mx.b.test.")
        .add("dead.b.test", "A", "127.0.0.2")
        .add("mx.b.test", "A", "127.0.0.1");
    try (SmtpSink sink = SmtpSink.start(port)) {
      assertThat(statuses("bob@b.test")).containsExactly("DELIVERED 2.0.0 mx.b.test");
      assertThat(sink.mails()).contains("body");
    }
  }

  @Test
  void nobodyListensIsTemporary() {
    route();
    assertThat(statuses("bob@b.test")).containsExactly("DEFERRED 4.4.2 mx.b.test");
  }

  @Test
  void dnsDecidesWithoutConnection() {
    dns.add("null.test", "MX", "0 .");
    assertThat(statuses("bob@null.test")).containsExactly("FAILED 5.1.10 ");
    assertThat(statuses("bob@nowhere.test")).containsExactly("FAILED 5.1.2 ");
    dns.fault("sick.test", TestDnsServer.Fault.SERVFAIL);
    assertThat(statuses("bob@sick.test")).containsExactly("DEFERRED 4.4.3 ");
  }

  @Test
  void mailDoesNotComeBackToUs() { // RFC 5321 §5.1
    dns.add("b.test", "MX", "10 mx.posthorn.test.").add("b.test", "MX", "20 mx.b.test.");
    assertThat(statuses("bob@b.test")).containsExactly("FAILED 5.4.6 ");
  }

  @Test
  void aGreetingWithOurNameIsALoop() throws Exception {
    route();
    assertThat(with("-h", "mx.posthorn.test")).containsExactly("FAILED 5.4.6 mx.b.test");
  }

  @Test
  void anUntrustedCertificateIsBetterThanNone() throws Exception {
    route();
    try (TlsPeer peer = TlsPeer.start(port, false)) {
      assertThat(statuses("bob@b.test")).containsExactly("DELIVERED 2.0.0 mx.b.test");
      assertThat(peer.heard())
          .contains("STARTTLS", "TLS EHLO mx.posthorn.test", "TLS RCPT TO:<bob@b.test>", "TLS ..")
          .doesNotContain("RCPT TO:<bob@b.test>");
    }
  }

  @Test
  void plainIsBetterThanABrokenTls() throws Exception {
    route();
    try (TlsPeer peer = TlsPeer.start(port, true)) {
      assertThat(statuses("bob@b.test")).containsExactly("DELIVERED 2.0.0 mx.b.test");
      assertThat(peer.heard()).contains("STARTTLS", "RCPT TO:<bob@b.test>");
    }
  }

  @Test
  void aSilentHostIsCutOff() throws Exception {
    route();
    try (ServerSocket silent = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
      long start = System.nanoTime();
      assertThat(deliver(Duration.ofSeconds(1), "x\r\n", "bob@b.test").get(0).result().status())
          .isEqualTo("4.4.2");
      assertThat(silent.isBound()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }
}
