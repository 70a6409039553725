package org.posthorn.hooks.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.certificate.CertificateChain;
import org.posthorn.mailauth.certificate.UncheckedTls;
import org.posthorn.mailauth.dns.DnsLookup;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.threads.Background;

/**
 * Sends a request to a receiver: one connection, no redirections. A host is looked up once, and the
 * connection goes to an address that was found and is allowed, so that a name that says something
 * else the next time (DNS rebinding) gains nothing. Thread-safe; waits.
 */
final class HookClient {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int ADDRESSES = 3; // tried at most
  private static final String LOCALHOST = "localhost";

  private final Function<String, DnsLookup<List<InetAddress>>> hosts;
  private final ReceiverPolicy policy;
  private final Authorities authorities;
  private final Clock clock;
  private final ScheduledExecutorService cutter;
  private final Duration limit;
  private final UncheckedTls tls = new UncheckedTls();

  /**
   * @param hosts finds the addresses of a host, or of a literal in brackets as in mail
   * @param clock says whether certificates are valid
   * @param cutter closes connections that take too long
   * @param limit how long a request may take, all together
   */
  HookClient(
      Function<String, DnsLookup<List<InetAddress>>> hosts,
      ReceiverPolicy policy,
      Authorities authorities,
      Clock clock,
      ScheduledExecutorService cutter,
      Duration limit) {
    this.hosts = hosts;
    this.policy = policy;
    this.authorities = authorities;
    this.clock = clock;
    this.cutter = cutter;
    this.limit = limit;
  }

  /** Why requests may not go to a URL; half a sentence. */
  Optional<String> objection(String url) {
    return policy.objection(url);
  }

  /** Sends it. */
  HookAnswer post(HookRequest request) {
    Optional<String> objection = policy.objection(request.url()); // settings may have changed
    if (objection.isPresent()) {
      return HookAnswer.failed("The URL " + objection.get());
    }
    URI uri = URI.create(request.url());
    long end = System.nanoTime() + limit.toNanos();
    DnsLookup<List<InetAddress>> found = lookUp(uri.getHost());
    if (found instanceof DnsLookup.No<List<InetAddress>> no) {
      return HookAnswer.failed(no.text());
    }
    HookAnswer last =
        end - System.nanoTime() > 0
            ? HookAnswer.failed("The host has no address that requests may go to")
            : HookAnswer.failed("The addresses of the host were not found in time");
    int tried = 0;
    for (InetAddress address : inTurn(((DnsLookup.Yes<List<InetAddress>>) found).value())) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (policy.allows(address) && tried++ < ADDRESSES && !left.isNegative()) {
        Optional<HookAnswer> answer = post(request, uri, address, left);
        if (answer.isPresent()) {
          return answer.get();
        }
        last = HookAnswer.failed("No connection to the receiver");
      }
    }
    return last;
  }

  /** Those of IPv6 and IPv4 in turn: where one of them does not work, the other does. */
  static List<InetAddress> inTurn(List<InetAddress> found) {
    Deque<InetAddress> six = new ArrayDeque<>();
    Deque<InetAddress> four = new ArrayDeque<>();
    found.forEach(each -> (each instanceof Inet6Address ? six : four).add(each));
    List<InetAddress> sorted = new ArrayList<>();
    while (!six.isEmpty() || !four.isEmpty()) {
      Optional.ofNullable(six.poll()).ifPresent(sorted::add);
      Optional.ofNullable(four.poll()).ifPresent(sorted::add);
    }
    return sorted;
  }

  private DnsLookup<List<InetAddress>> lookUp(String host) {
    if (host.equalsIgnoreCase(LOCALHOST)) { // RFC 6761 §6.3: DNS is not asked
      return hosts.apply("[127.0.0.1]");
    }
    if (host.startsWith("[")) {
      return hosts.apply("[IPv6:" + host.substring(1));
    }
    return hosts.apply(host.matches("\\d{1,3}(\\.\\d{1,3}){3}") ? "[" + host + "]" : host);
  }

  /** Empty when there was no connection, so that another address may be tried. */
  private Optional<HookAnswer> post(
      HookRequest request, URI uri, InetAddress address, Duration left) {
    AtomicBoolean cut = new AtomicBoolean();
    try (Socket socket = new Socket()) {
      Future<?> cutting =
          Background.schedule(
              cutter,
              "webhook-cut",
              () -> {
                cut.set(true);
                close(socket);
              },
              left);
      try {
        int millis = (int) Math.max(1, left.toMillis());
        if (!connect(socket, new InetSocketAddress(address, ReceiverPolicy.port(uri)), millis)) {
          return Optional.empty();
        }
        socket.setSoTimeout(millis);
        socket.setTcpNoDelay(true);
        return Optional.of(exchange(request, uri, socket));
      } finally {
        cutting.cancel(false);
      }
    } catch (SocketTimeoutException e) {
      return Optional.of(HookAnswer.failed("The receiver did not answer in time"));
    } catch (SSLException e) {
      return Optional.of(HookAnswer.failed(cut.get() ? late() : "TLS with the receiver failed"));
    } catch (IOException e) {
      return Optional.of(HookAnswer.failed(cut.get() ? late() : reason(e)));
    }
  }

  // nobody listens, no route (as where IPv6 does not work), no answer: the next may be better
  private static boolean connect(Socket socket, InetSocketAddress to, int millis) {
    try {
      socket.connect(to, Math.min(CONNECT_MILLIS, millis));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String late() {
    return "The receiver did not answer within " + limit.toSeconds() + " seconds";
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return "The request failed: "
        + (message == null || message.isBlank() ? e.getClass().getSimpleName() : message);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return; // it is as closed as it can be
    }
  }

  private HookAnswer exchange(HookRequest request, URI uri, Socket socket) throws IOException {
    if (!ReceiverPolicy.secured(uri)) {
      return exchange(request, uri, socket, socket.getOutputStream());
    }
    SSLSocket secured = tls.over(socket, uri.getHost(), ReceiverPolicy.port(uri));
    secured.startHandshake();
    Optional<CertificateChain> chain =
        CertificateChain.of(secured.getSession().getPeerCertificates());
    Optional<TlsFailure> objection =
        chain.flatMap(known -> authorities.objection(known, uri.getHost(), clock.instant()));
    if (chain.isEmpty() || objection.isPresent()) {
      return HookAnswer.failed(
          objection.map(TlsFailure::reason).orElse("The receiver has no certificate"));
    }
    return exchange(request, uri, secured, secured.getOutputStream());
  }

  private static HookAnswer exchange(HookRequest request, URI uri, Socket socket, OutputStream to)
      throws IOException {
    OutputStream out = new BufferedOutputStream(to);
    try {
      out.write(head(request, uri, request.length()).getBytes(ISO_8859_1));
      out.write(request.takeBody());
      out.flush();
    } catch (IOException unread) {
      return early(socket).orElseThrow(() -> unread);
    }
    return HookAnswer.read(new BufferedInputStream(socket.getInputStream()));
  }

  /** The answer of a receiver that has not read all. RFC 9112 §9.5. */
  private static Optional<HookAnswer> early(Socket socket) {
    try {
      return Optional.of(HookAnswer.read(new BufferedInputStream(socket.getInputStream())));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  // RFC 9112 §3
  private static String head(HookRequest request, URI uri, int length) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder head = new StringBuilder("POST ").append(path).append(query);
    head.append(" HTTP/1.1\r\nHost: ").append(uri.getHost());
    if (uri.getPort() >= 0) {
      head.append(':').append(uri.getPort());
    }
    head.append("\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ");
    head.append(length).append("\r\n");
    request
        .fields()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("Connection: close\r\n\r\n").toString();
  }
}
