package org.posthorn.hooks.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsLookup;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.dns.Dnssec;
import org.posthorn.mailauth.dns.MxLookup;
import org.posthorn.net.Networks;
import org.posthorn.relay.control.TestAuthority;
import org.posthorn.testkit.HttpReceiver;
import org.posthorn.testkit.dns.TestDnsServer;
import org.posthorn.threads.Background;

class HookClientTest {
  private static final Duration LIMIT = Duration.ofMillis(400);

  private final TestDnsServer server = TestDnsServer.start();
  private final ScheduledExecutorService clock = Background.clock("test-cutter");
  private final HttpReceiver receiver = HttpReceiver.start("127.0.0.1");
  private final MxLookup lookup =
      new MxLookup(
          new Dns(
              DnsSettings.of(
                  DnsSettings.parseResolvers(server.resolver()),
                  new Dnssec(Dnssec.Mode.OFF, Dnssec.IANA))),
          new Random(1));

  @AfterEach
  void close() {
    clock.shutdownNow();
    receiver.close();
    server.close();
  }

  private HookClient client(String networks) {
    return client(networks, lookup::addresses);
  }

  private HookClient client(String networks, Function<String, DnsLookup<List<InetAddress>>> hosts) {
    Networks allowed = networks.isEmpty() ? Networks.NONE : Networks.parse(networks);
    return new HookClient(
        hosts,
        new ReceiverPolicy(allowed, true),
        Authorities.ofJava(),
        Clock.systemUTC(),
        clock,
        LIMIT);
  }

  private static HookRequest request(String url) {
    return new HookRequest(url, Map.of("X-Some", "thing"), "{\"a\":1}".getBytes(UTF_8));
  }

  private HookAnswer post() {
    return client("127.0.0.1").post(request(receiver.url()));
  }

  @Test
  void aRequestHasWhatIsWanted() {
    HookAnswer answer = client("127.0.0.1").post(request(receiver.url() + "?x=%20y"));
    assertThat(answer).isEqualTo(new HookAnswer(200, "ok", ""));
    HttpReceiver.Request request = receiver.requests().get(0);
    assertThat(request.line()).isEqualTo("POST /hook?x=%20y HTTP/1.1");
    assertThat(request.fields())
        .containsEntry("host", "127.0.0.1:" + receiver.port())
        .containsEntry("content-type", "application/json; charset=utf-8")
        .containsEntry("x-some", "thing");
    assertThat(request.body()).isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource({
    "200,true",
    "201,true",
    "204,true",
    "299,true",
    "400,false",
    "404,false",
    "500,false"
  })
  void anyStatusOfTheTwoHundredsIsSuccess(int status, boolean success) {
    receiver.answer("HTTP/1.1 " + status + " Word\r\nContent-Length: 0\r\n\r\n");
    HookAnswer answer = post();
    assertThat(answer.success()).isEqualTo(success);
    assertThat(answer.error().isEmpty()).isEqualTo(success);
  }

  @Test
  void redirectionsAreNotFollowed() {
    try (HttpReceiver other = HttpReceiver.start("127.0.0.1")) {
      for (int status : new int[] {301, 302, 303, 307, 308}) {
        receiver.answer("HTTP/1.1 " + status + " Moved\r\nLocation: " + other.url() + "\r\n\r\n");
        assertThat(post().error()).contains("redirections are not followed");
      }
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void whoHangsIsCutOff() {
    CountDownLatch end = new CountDownLatch(1);
    receiver.answer(
        any -> {
          try {
            end.await(5, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return "";
        });
    long began = System.nanoTime();
    HookAnswer answer = post();
    end.countDown();
    assertThat(answer.status()).isZero();
    assertThat(answer.error()).contains("did not answer");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT.multipliedBy(4));
  }

  @Test
  void theStatusCountsWhateverTheBodyDoes() {
    receiver.answer("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nshort");
    assertThat(post()).isEqualTo(new HookAnswer(200, "short", ""));
    receiver.answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\nno");
    assertThat(post()).isEqualTo(new HookAnswer(200, "abc", ""));
    receiver.answer("HTTP/1.1 500 No\r\n\r\n" + "x".repeat(5000));
    assertThat(post().text()).hasSize(512);
    receiver.answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 OK\r\n\r\na\0\u0007b");
    assertThat(post()).isEqualTo(new HookAnswer(202, "ab", ""));
  }

  @Test
  void whatIsNoHttpIsNoAnswer() {
    for (String text :
        List.of(
            "220 mail.test ESMTP\r\n",
            "",
            "HTTP/2 200\r\n\r\n",
            "X".repeat(9000),
            "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(200) + "\r\n")) {
      receiver.answer(text);
      assertThat(post().status()).isZero();
      assertThat(post().success()).isFalse();
    }
  }

  @Test
  void namesOfThisMachineAndItsNetworkAreNotAsked() {
    server.add("in.a.test", "A", "127.0.0.1").add("in6.a.test", "AAAA", "::1");
    server.add("alias.a.test", "CNAME", "in.a.test.");
    int port = receiver.port();
    for (String host :
        List.of(
            "in.a.test",
            "in6.a.test",
            "alias.a.test",
            "127.0.0.1",
            "localhost",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "127.0.1",
            "2130706433",
            "0x7f000001")) {
      HookAnswer answer = client("").post(request("http://" + host + ":" + port + "/"));
      assertThat(answer.status()).as(host).isZero();
      if (host.matches(".*[a:t].*")) { // it is an address, or has one
        assertThat(answer.error()).as(host).contains("no address that requests may go to");
      }
    }
    assertThat(receiver.requests()).isEmpty();
    assertThat(client("").post(request("http://in.a.test:" + port + "/")).error())
        .isEqualTo("The host has no address that requests may go to")
        .doesNotContain("127");
  }

  @Test
  void ofSeveralAddressesOnlyThoseThatAreAllowedAreAsked() {
    try (HttpReceiver allowed = HttpReceiver.start("127.0.0.2", receiver.port())) {
      server.add("both.a.test", "A", "127.0.0.1").add("both.a.test", "A", "127.0.0.2");
      for (int i = 0; i < 4; i++) {
        assertThat(
                client("127.0.0.2")
                    .post(request("http://both.a.test:" + receiver.port() + "/"))
                    .success())
            .isTrue();
      }
      assertThat(allowed.requests()).hasSize(4);
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void aNameThatChangesAfterItWasLookedAtGainsNothing() { // DNS rebinding
    try (HttpReceiver allowed = HttpReceiver.start("127.0.0.2", receiver.port())) {
      server.add("rebind.a.test", 0, "A", "127.0.0.2");
      HookClient client =
          client(
              "127.0.0.2",
              host -> {
                DnsLookup<List<InetAddress>> first = lookup.addresses(host);
                server.clear();
                server.add("rebind.a.test", 0, "A", "127.0.0.1");
                return first;
              });
      client.post(request("http://rebind.a.test:" + receiver.port() + "/"));
      assertThat(allowed.requests()).hasSize(1);
      assertThat(receiver.requests()).isEmpty();
    }
  }

  private HookAnswer post(TestAuthority trusted, TestAuthority.Issued certificate) {
    server.add("tls.a.test", "A", "127.0.0.1");
    try (HttpReceiver secured = HttpReceiver.start(certificate.server())) {
      HookClient client =
          new HookClient(
              lookup::addresses,
              new ReceiverPolicy(Networks.LOOPBACK, false),
              Authorities.of(List.of(trusted.certificate())),
              Clock.systemUTC(),
              clock,
              Duration.ofSeconds(5));
      HookAnswer answer = client.post(request("https://tls.a.test:" + secured.port() + "/"));
      assertThat(secured.requests()).hasSize(answer.success() ? 1 : 0);
      return answer;
    }
  }

  @Test
  void onlyAReceiverWithATrustedCertificateForItsNameGetsTheRequest() {
    TestAuthority trusted = new TestAuthority("ours");
    assertThat(post(trusted, trusted.issue("tls.a.test")).success()).isTrue();
    assertThat(post(trusted, trusted.issue("other.a.test")).success()).isFalse();
    assertThat(post(trusted, trusted.expired("tls.a.test")).success()).isFalse();
    assertThat(post(trusted, new TestAuthority("theirs").issue("tls.a.test")).error())
        .contains("trusted");
    assertThat(post(trusted, TestAuthority.selfSigned("tls.a.test")).success()).isFalse();
  }

  @Test
  void whereAnAddressCannotBeReachedTheNextIsAsked() throws UnknownHostException {
    List<InetAddress> both = // to the first there is no route: no ConnectException
        List.of(InetAddress.getByName("255.255.255.255"), InetAddress.getLoopbackAddress());
    HookAnswer answer =
        client("127.0.0.1, 255.255.255.255", any -> new DnsLookup.Yes<>(both, false))
            .post(request("http://both.a.test:" + receiver.port() + "/"));
    assertThat(answer.success()).isTrue();
  }

  @Test
  void manyAddressesOfOneKindHideNoneOfTheOther() throws UnknownHostException {
    List<InetAddress> found = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      found.add(InetAddress.getByName("2606:4700::" + i));
    }
    InetAddress four = InetAddress.getByName("1.1.1.1");
    found.add(four);
    assertThat(HookClient.inTurn(found))
        .containsExactlyInAnyOrderElementsOf(found)
        .startsWith(found.get(0), four);
  }

  @Test
  void aBodyIsLetGoOfWhenItIsWritten() {
    HookRequest sent = request(receiver.url());
    assertThat(client("127.0.0.1").post(sent).success()).isTrue();
    assertThat(sent.takeBody()).isEmpty();
  }

  @Test
  void largeBodiesHaveTheirBounds() {
    BodiesInFlight bodies = new BodiesInFlight(1_000_000);
    assertThat(bodies.take(2_000_000)).as("alone").isTrue();
    assertThat(bodies.take(100_000)).isFalse();
    assertThat(bodies.take(1_000)).as("small").isTrue();
    bodies.give(2_000_000);
    assertThat(bodies.take(900_000)).isTrue();
    assertThat(bodies.take(200_000)).isFalse();
  }

  @Test
  void textsAreCutByWhatTheyTakeInJson() {
    int most = IncomingMail.MAX_TEXT;
    assertThat(IncomingMail.cut("x".repeat(most))).hasSize(most);
    assertThat(IncomingMail.cut("x".repeat(most + 1))).hasSize(most);
    assertThat(IncomingMail.cut("\u0001".repeat(most))).hasSize(most / 6);
    String clefs = "\uD834\uDD1E".repeat(most);
    assertThat(IncomingMail.cut(clefs).length() % 2).isZero();
  }
}
