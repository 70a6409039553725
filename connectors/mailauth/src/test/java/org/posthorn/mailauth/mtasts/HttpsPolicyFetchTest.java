package org.posthorn.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.dns.MxLookup;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.testkit.dns.TestDnsServer;

/** What a web server of a stranger cannot do. RFC 8461 §3.3. */
class HttpsPolicyFetchTest {
  private final TestDnsServer dns = TestDnsServer.start();
  private final ScheduledExecutorService cutter = Executors.newScheduledThreadPool(1);

  @AfterEach
  void stop() {
    dns.close();
    cutter.shutdownNow();
  }

  private TlsFailure fetch(int port, Predicate<InetAddress> allowed) {
    dns.add("mta-sts.a.test", "A", "127.0.0.1");
    HttpsPolicyFetch fetch =
        new HttpsPolicyFetch(
            new MxLookup(new Dns(DnsSettings.of(List.of(dns.address()))), new Random(1)),
            allowed,
            port,
            Authorities.of(List.of()),
            Clock.systemUTC(),
            cutter,
            Duration.ofMillis(300));
    return ((PolicyFetch.Fetched.Failed) fetch.fetch("a.test")).failure();
  }

  @Test
  void aTrickleEndsInTime() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread trickle = new Thread(() -> trickle(listener), "trickle");
      trickle.setDaemon(true);
      trickle.start();
      long start = System.nanoTime();
      assertThat(fetch(listener.getLocalPort(), any -> true).type().text())
          .isEqualTo("sts-policy-fetch-error");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  /** The beginning of a TLS record, and then an octet now and then. */
  private static void trickle(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      client.getOutputStream().write(new byte[] {22, 3, 3, 0x3F, 0});
      for (int i = 0; i < 1_000; i++) {
        client.getOutputStream().write(2);
        Thread.sleep(50);
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nobodyIsAskedWhereNoMailGoes() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      listener.setSoTimeout(100);
      assertThat(fetch(listener.getLocalPort(), any -> false).reason())
          .isEqualTo("The host mta-sts.a.test has an address that is never asked");
    }
  }

  private static HttpResponse read(String text) throws IOException {
    return HttpResponse.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void bodiesComeWholeInChunksOrUntilTheEnd() throws IOException { // RFC 9112 §6.3
    String head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain;charset=utf-8\r\n";
    assertThat(read(head + "Content-Length: 5\r\n\r\nabcdefg").body()).isEqualTo("abcde");
    assertThat(read(head + "\r\nabcde").body()).isEqualTo("abcde");
    HttpResponse chunked =
        read(head + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    assertThat(chunked.body()).isEqualTo("abcde");
    assertThat(chunked.plainText()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno field\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nabc"
      })
  void whatIsNoAnswerIsAFailure(String text) {
    assertThat(catchThrowable(() -> read(text))).isInstanceOf(IOException.class);
  }
}
