package org.posthorn.mailauth.mtasts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocket;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.certificate.CertificateChain;
import org.posthorn.mailauth.certificate.UncheckedTls;
import org.posthorn.mailauth.dns.DnsLookup;
import org.posthorn.mailauth.dns.MxLookup;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.mailauth.tlsrpt.TlsResultType;
import org.posthorn.threads.Background;

/**
 * Fetches policies over HTTPS from {@code mta-sts.} below the domain, whose certificate must be for
 * that name: one request, no redirections, 64 KiB and a minute at most. Asks the resolvers of the
 * mail server and connects only where it may. RFC 8461 §3.3.
 */
public final class HttpsPolicyFetch implements PolicyFetch {
  private static final String PATH = "/.well-known/mta-sts.txt";
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int CONNECT_MILLIS = 10_000;
  private static final int ADDRESSES = 3; // tried at most

  private final MxLookup hosts;
  private final Predicate<InetAddress> allowed;
  private final int port;
  private final Authorities authorities;
  private final Clock clock;
  private final ScheduledExecutorService cutter;
  private final Duration limit;
  private final UncheckedTls tls = new UncheckedTls();

  /**
   * @param allowed to which addresses a connection may go: a stranger names them
   * @param port 443, but for tests
   * @param clock says whether certificates are valid
   * @param cutter closes connections that take too long
   */
  public HttpsPolicyFetch(
      MxLookup hosts,
      Predicate<InetAddress> allowed,
      int port,
      Authorities authorities,
      Clock clock,
      ScheduledExecutorService cutter) {
    this(hosts, allowed, port, authorities, clock, cutter, LIMIT);
  }

  HttpsPolicyFetch(
      MxLookup hosts,
      Predicate<InetAddress> allowed,
      int port,
      Authorities authorities,
      Clock clock,
      ScheduledExecutorService cutter,
      Duration limit) {
    this.limit = limit;
    this.hosts = hosts;
    this.allowed = allowed;
    this.port = port;
    this.authorities = authorities;
    this.clock = clock;
    this.cutter = cutter;
  }

  @Override
  public Fetched fetch(String domain) {
    String host = "mta-sts." + domain;
    DnsLookup<List<InetAddress>> found = hosts.addresses(host);
    if (found instanceof DnsLookup.No<List<InetAddress>> no) {
      return failed(no.text());
    }
    Fetched last = failed("The host " + host + " has an address that is never asked");
    long end = System.nanoTime() + limit.toNanos();
    int tried = 0;
    for (InetAddress address : ((DnsLookup.Yes<List<InetAddress>>) found).value()) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative()) {
        return last;
      }
      if (allowed.test(address) && tried++ < ADDRESSES) {
        try {
          return fetch(host, address, left);
        } catch (IOException | RuntimeException e) { // some certificates are too much for JSSE
          last = failed("The policy cannot be fetched: " + e.getClass().getSimpleName());
        }
      }
    }
    return last;
  }

  private Fetched fetch(String host, InetAddress address, Duration left) throws IOException {
    try (Socket socket = new Socket()) {
      Future<?> cut = Background.schedule(cutter, "sts-cut", () -> close(socket), left);
      try {
        int millis = (int) Math.max(1, left.toMillis());
        socket.connect(new InetSocketAddress(address, port), Math.min(CONNECT_MILLIS, millis));
        socket.setSoTimeout(millis);
        SSLSocket secured = tls.over(socket, host, port);
        secured.startHandshake();
        Optional<TlsFailure> objection = objection(secured, host);
        return objection.isPresent() ? new Fetched.Failed(objection.get()) : ask(secured, host);
      } finally {
        cut.cancel(false);
      }
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return; // it is as closed as it can be
    }
  }

  private Optional<TlsFailure> objection(SSLSocket secured, String host) throws IOException {
    Optional<CertificateChain> chain =
        CertificateChain.of(secured.getSession().getPeerCertificates());
    if (chain.isEmpty()) {
      return Optional.of(new TlsFailure(TlsResultType.STS_WEBPKI_INVALID, "No certificate"));
    }
    return authorities
        .objection(chain.get(), host, clock.instant())
        .map(why -> new TlsFailure(TlsResultType.STS_WEBPKI_INVALID, why.reason()));
  }

  private Fetched ask(SSLSocket secured, String host) throws IOException {
    String request =
        "GET "
            + PATH
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUser-Agent: Posthorn\r\nAccept: text/plain\r\nConnection: close\r\n\r\n";
    secured.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    secured.getOutputStream().flush();
    HttpResponse response = HttpResponse.read(secured.getInputStream());
    if (response.status() != 200) { // RFC 8461 §3.3: redirections must not be followed
      return failed("The policy host answered " + response.status());
    }
    if (!response.plainText()) {
      return invalid("The policy is not text/plain");
    }
    return StsPolicy.parse(response.body())
        .<Fetched>map(Fetched.Policy::new)
        .orElseGet(() -> invalid("The policy is malformed"));
  }

  private static Fetched failed(String reason) {
    return new Fetched.Failed(new TlsFailure(TlsResultType.STS_POLICY_FETCH_ERROR, reason));
  }

  private static Fetched invalid(String reason) {
    return new Fetched.Failed(new TlsFailure(TlsResultType.STS_POLICY_INVALID, reason));
  }
}
