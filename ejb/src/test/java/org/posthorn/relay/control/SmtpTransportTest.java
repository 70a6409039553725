package org.posthorn.relay.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.dns.MxLookup;
import org.posthorn.mime.Reencoding;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.RecipientResult.Outcome;
import org.posthorn.smtp.client.Traits;
import org.posthorn.testkit.dns.TestDnsServer;
import org.posthorn.transports.value.IpFamily;
import org.posthorn.transports.value.TransportTls;

class SmtpTransportTest {
  private final TestDnsServer dns = TestDnsServer.start();
  private final ScheduledExecutorService cutter = Executors.newScheduledThreadPool(1);
  private final Bench.MemoryStore contents = new Bench.MemoryStore();
  private final int port = freePort();
  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "posthorn.host-name", "mx.posthorn.test",
              "posthorn.relay.local-address", "127.0.0.1",
              "posthorn.relay.keep-idle", "PT0S",
              "posthorn.relay.connect-timeout", "PT2S",
              "posthorn.relay.port", Integer.toString(port)));
  private final Set<InetAddress> busy = new HashSet<>();
  private Body body = Body.EIGHT_BIT;

  private final HostShare share =
      new HostShare() {
        @Override
        public boolean dial(InetAddress address) {
          return !busy.contains(address);
        }

        @Override
        public void hangUp(InetAddress address) {}
      };

  private SmtpTransport transport() {
    return new SmtpTransport(
        RelaySettings.from(new MapConfig(settings)),
        new MxLookup(new Dns(DnsSettings.of(List.of(dns.address()))), new Random(1)),
        new OutgoingTls(
            true,
            Optional.empty(),
            Optional.empty(),
            Authorities.of(List.of()),
            Clock.systemUTC(),
            new Recorded()),
        cutter,
        System::nanoTime);
  }

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

  private List<RecipientOutcome> deliver(Duration limit, String text, String... recipients) {
    return ((Transport.Result.Made) attempt(limit, text, recipients)).results();
  }

  private Transport.Result attempt(Duration limit, String text, String... recipients) {
    Content content = contents.content(contents.add(text));
    List<Address> to = new ArrayList<>();
    for (String each : recipients) {
      to.add(Address.parse(each).orElseThrow());
    }
    OutgoingMail mail =
        new OutgoingMail(
            Envelope.of(Optional.of(new Address("ann", "posthorn.test")), to, false, body),
            content,
            Traits.of(content, body),
            target -> Reencoding.of(content, target));
    return transport().deliver(mail, to.get(0).asciiDomain(), limit, share);
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
      assertThat(deliver(Duration.ofSeconds(20), text, "bob@b.test"))
          .allMatch(each -> each.result().outcome() == Outcome.DEFERRED);
      assertThat(sink.mails()).doesNotContain("body\n".repeat(50_000)); // the end did not come
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
    try (TlsPeer peer = TlsPeer.start(port, TlsPeer.Fault.NONE)) {
      assertThat(statuses("bob@b.test")).containsExactly("DELIVERED 2.0.0 mx.b.test");
      assertThat(peer.heard())
          .contains("STARTTLS", "TLS EHLO mx.posthorn.test", "TLS RCPT TO:<bob@b.test>", "TLS ..")
          .doesNotContain("RCPT TO:<bob@b.test>");
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "MISSING"})
  void plainIsBetterThanABrokenTls(TlsPeer.Fault fault) throws Exception {
    route();
    try (TlsPeer peer = TlsPeer.start(port, fault)) {
      assertThat(statuses("bob@b.test")).containsExactly("DELIVERED 2.0.0 mx.b.test");
      assertThat(peer.heard()).contains("STARTTLS", "RCPT TO:<bob@b.test>");
    }
  }

  @Test
  void noMailGoesToThisMachineUnlessThatIsWanted() throws Exception {
    settings.put("posthorn.sample", "false");
    route();
    dns.add("both.test", "MX", "10 mx.b.test.")
        .add("both.test", "MX", "20 other.b.test.")
        .add("other.b.test", "A", "127.0.0.2");
    try (TlsPeer peer = TlsPeer.start(port, TlsPeer.Fault.NONE)) {
      assertThat(statuses("bob@b.test")).containsExactly("FAILED 5.4.4 mx.b.test");
      assertThat(statuses("bob@both.test")).containsExactly("FAILED 5.4.4 other.b.test");
      assertThat(statuses("bob@[127.0.0.1]")).containsExactly("FAILED 5.4.4 [127.0.0.1]");
      assertThat(peer.heard()).isEmpty();
      settings.put("posthorn.relay.allow-loopback", "true");
      assertThat(statuses("bob@[127.0.0.1]")).containsExactly("DELIVERED 2.0.0 [127.0.0.1]");
      settings.put("posthorn.listener.mx.port", Integer.toString(port));
      assertThat(statuses("bob@b.test")).containsExactly("FAILED 5.4.6 mx.b.test");
    }
  }

  @Test
  void aHostWithItsShareIsLeftOutButNotForAStandIn() throws Exception {
    dns.add("b.test", "MX", "10 mx.b.test.")
        .add("b.test", "MX", "20 backup.b.test.")
        .add("twins.test", "MX", "10 mx.b.test.")
        .add("twins.test", "MX", "10 backup.b.test.")
        .add("mx.b.test", "A", "127.0.0.2")
        .add("nowhere.test", "MX", "10 nowhere.test.")
        .add("nowhere.test", "A", "0.0.0.0")
        .add("nowhere.test", "A", "127.0.0.2")
        .add("backup.b.test", "A", "127.0.0.1");
    InetAddress host = InetAddress.getByName("127.0.0.2");
    busy.add(host);
    try (TlsPeer peer = TlsPeer.start(port, TlsPeer.Fault.NONE)) {
      assertThat(attempt(Duration.ofSeconds(9), "x\r\n", "bob@b.test"))
          .isEqualTo(new Transport.Result.Busy(host));
      assertThat(peer.heard()).isEmpty();
      assertThat(attempt(Duration.ofSeconds(9), "x\r\n", "bob@nowhere.test"))
          .isEqualTo(new Transport.Result.Busy(host));
      assertThat(statuses("bob@twins.test")).containsExactly("DELIVERED 2.0.0 backup.b.test");
    }
  }

  @Test
  void binaryMailIsConvertedForOldServers() throws Exception { // RFC 3030 §3
    route();
    body = Body.BINARY;
    String text = "MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\na\nb\rc";
    try (TlsPeer peer = TlsPeer.start(port, TlsPeer.Fault.NONE)) {
      assertThat(deliver(Duration.ofSeconds(20), text, "bob@b.test").get(0).result().status())
          .isEqualTo("2.0.0");
      assertThat(peer.heard())
          .containsSubsequence("TLS Content-Transfer-Encoding: base64", "TLS YQpiDWM=", "TLS .");
    }
  }

  @Test
  void aHostThatTricklesOrDoesNotReadIsCutOff() throws Exception { // RFC 5321 §4.5.3.2
    route();
    try (ServerSocket listener = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
      Thread peer = new Thread(() -> trickle(listener), "trickle");
      peer.setDaemon(true);
      peer.start();
      long start = System.nanoTime();
      String large = "x\r\n".repeat(4 << 20); // more than the socket's buffers take
      assertThat(deliver(Duration.ofSeconds(2), large, "bob@b.test").get(0).result().text())
          .isEqualTo("The host did not answer in time");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
    }
  }

  /** Takes everything up to DATA in one breath, and then nothing any more. */
  private static void trickle(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      OutputStream out = client.getOutputStream();
      out.write("220 b\r\n250 b\r\n250 b\r\n250 b\r\n354 b\r\n".getBytes(US_ASCII));
      Thread.sleep(20_000);
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt();
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

  private static NextHop to(NextHop.Server server) {
    return new NextHop(
        "out",
        Optional.of(server),
        Optional.of(InetAddress.getLoopbackAddress()),
        Optional.empty(),
        IpFamily.IPV4);
  }

  private List<String> via(NextHop hop, String... recipients) {
    Content content = contents.content(contents.add("Subject: x\r\n\r\nbody\r\n"));
    List<Address> all =
        List.of(recipients).stream().map(each -> Address.parse(each).orElseThrow()).toList();
    OutgoingMail mail =
        new OutgoingMail(
            Envelope.of(
                Optional.of(new Address("ann", "posthorn.test")), all, false, Body.SEVEN_BIT),
            content,
            Traits.of(content, Body.SEVEN_BIT),
            target -> Reencoding.of(content, target));
    Transport.Result result =
        transport().via(hop).deliver(mail, "far.test", Duration.ofSeconds(20), share);
    return ((Transport.Result.Made) result)
        .results().stream()
            .map(each -> each.result().outcome() + " " + each.result().status() + " " + each.host())
            .toList();
  }

  @Test
  void aTransportLeadsAllMailToItsServer() throws Exception {
    dns.add("smarthost.test", "A", "127.0.0.1"); // and far.test does not exist
    try (SmtpSink sink = SmtpSink.start(port)) {
      NextHop.Server plain =
          new NextHop.Server(
              "smarthost.test", port, TransportTls.OPPORTUNISTIC, Optional.empty(), false);
      assertThat(via(to(plain), "bob@far.test")).containsExactly("DELIVERED 2.0.0 smarthost.test");
      NextHop.Server secured =
          new NextHop.Server(
              "smarthost.test", port, TransportTls.STARTTLS, Optional.empty(), false);
      assertThat(via(to(secured), "eve@far.test")).containsExactly("DEFERRED 4.7.5 smarthost.test");
      assertThat(sink.mails()).contains("<bob@far.test>").doesNotContain("<eve@far.test>");
    }
  }

  @Test
  void aTransportMaySpeakLmtp() throws Exception { // RFC 2033
    try (SmtpSink sink = SmtpSink.start(port, "-L")) {
      NextHop.Server store =
          new NextHop.Server("localhost", port, TransportTls.NONE, Optional.empty(), true);
      assertThat(via(to(store), "bob@far.test", "eve@far.test"))
          .containsExactly("DELIVERED 2.2.0 localhost", "DELIVERED 2.2.0 localhost");
      assertThat(sink.mails()).contains("<bob@far.test>", "<eve@far.test>", "body");
    }
  }

  @Test
  void aHostWithoutAddressOfTheFamilyIsTriedLater() {
    dns.add("six.test", "AAAA", "::1");
    NextHop.Server six =
        new NextHop.Server("six.test", port, TransportTls.NONE, Optional.empty(), false);
    assertThat(via(to(six), "bob@far.test")).containsExactly("DEFERRED 4.4.4 six.test");
  }
}
