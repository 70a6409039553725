package org.posthorn.relay.control;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailauth.certificate.CertificateChain;
import org.posthorn.mailauth.certificate.UncheckedTls;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.smtp.client.ClientAction;
import org.posthorn.smtp.client.ClientSession;

/** Runs a session over a connection to a server. For one session at a time; waits for the peer. */
final class SmtpConnection {
  private static final System.Logger LOG = System.getLogger(SmtpConnection.class.getName());
  private static final int BUFFER = 16 * 1024; // there may be thousands
  private static final Duration TLS = Duration.ofMinutes(1);
  private static final Duration COMMAND = Duration.ofMinutes(5);

  private final RelaySettings settings;
  private final NextHop hop;
  private final ScheduledExecutorService clock;
  private final UncheckedTls tls = new UncheckedTls();

  SmtpConnection(RelaySettings settings, NextHop hop, ScheduledExecutorService clock) {
    this.settings = settings;
    this.hop = hop;
    this.clock = clock;
  }

  /**
   * Runs a session to its end, whatever happens to the connection.
   *
   * @param encounter says what TLS must be like, and is told how it was
   * @param limit the connection is cut off then
   * @param kept takes the connection when it may serve another mail
   * @return whether TLS was tried and failed
   */
  boolean run(
      ClientSession session,
      InetAddress address,
      TlsEncounter encounter,
      Duration limit,
      Consumer<Line> kept) {
    Socket socket = new Socket();
    boolean keep = false;
    try (ConnectionDeadline watch = new ConnectionDeadline(socket, clock, limit)) {
      Optional<Line> line = Optional.empty();
      try {
        connect(socket, address);
        encounter.from(socket.getLocalAddress());
        line = Optional.of(new Line(socket, encounter));
        keep = converse(session, line.get(), watch);
        encounter.heard(session);
      } catch (IOException e) {
        if (session.tlsUnproven()) {
          encounter.broken();
          session.untrusted("TLS could not be started");
          return true;
        }
        session.disconnected(why(e, watch));
      } catch (ContentLost | UncheckedIOException e) { // what was taken before stays taken
        session.disconnected("The message cannot be read now");
      }
      keep &= !watch.over();
      if (keep) {
        line.ifPresent(kept);
      }
      return false;
    } finally {
      if (!keep) {
        close(socket);
      }
    }
  }

  /** Runs another session over a connection that was kept. */
  void run(ClientSession session, Line line, Duration limit, Consumer<Line> kept) {
    boolean keep = false;
    try (ConnectionDeadline watch = new ConnectionDeadline(line.base, clock, limit)) {
      try {
        keep = converse(session, line, watch);
      } catch (IOException e) {
        session.disconnected(why(e, watch));
      } catch (ContentLost | UncheckedIOException e) {
        session.disconnected("The message cannot be read now");
      }
      keep &= !watch.over();
      if (keep) {
        kept.accept(line);
      }
    } finally {
      if (!keep) {
        close(line.base);
      }
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) { // says nothing about what was done before
      LOG.log(System.Logger.Level.DEBUG, "event=relay-close-failed", e);
    }
  }

  private static String why(IOException failure, ConnectionDeadline watch) {
    if (failure instanceof SocketTimeoutException || watch.over()) {
      return "The host did not answer in time";
    }
    return failure instanceof EOFException
        ? "The host closed the connection"
        : "The connection failed: " + failure.getClass().getSimpleName();
  }

  private void connect(Socket socket, InetAddress address) throws IOException {
    Optional<InetAddress> local = hop.source(address);
    if (local.isPresent()) {
      socket.bind(new InetSocketAddress(local.get(), 0));
    }
    socket.setTcpNoDelay(true);
    socket.connect(
        new InetSocketAddress(address, port()), (int) settings.connectTimeout().toMillis());
  }

  private int port() {
    return hop.server().map(NextHop.Server::port).orElse(settings.port());
  }

  /** Whether the connection may serve another mail. */
  private boolean converse(ClientSession session, Line line, ConnectionDeadline watch)
      throws IOException {
    line.watch = watch;
    if (hop.implicitTls() && !session.secure()) {
      session.securedFirst();
      line.secure().ifPresent(why -> session.untrusted(why.reason()));
    }
    while (true) {
      ClientAction action = session.next();
      if (action instanceof ClientAction.Send send) {
        line.send(send.octets());
      } else if (action instanceof ClientAction.Receive receive) {
        session.received(line.receive(receive));
      } else if (action instanceof ClientAction.SendContent send) {
        line.send(send);
      } else if (action instanceof ClientAction.StartTls) {
        line.secure().ifPresentOrElse(why -> session.untrusted(why.reason()), session::secured);
      } else {
        return action instanceof ClientAction.Keep;
      }
    }
  }

  /** A socket, then perhaps TLS over it. */
  final class Line {
    private final byte[] buffer = new byte[BUFFER];
    private final TlsEncounter encounter;
    private final Socket base;
    private @Nullable ConnectionDeadline watch;
    private long replyUntil;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    Line(Socket socket, TlsEncounter encounter) throws IOException {
      this.encounter = encounter;
      this.base = socket;
      this.socket = socket;
      this.in = socket.getInputStream();
      this.out = socket.getOutputStream();
    }

    /** Says good-bye and closes; nothing depends on the answer. */
    void leave() {
      try {
        socket.setSoTimeout(1);
        out.write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
      } catch (IOException e) { // it is over anyway
        LOG.log(System.Logger.Level.DEBUG, "event=relay-quit-failed", e);
      } finally {
        close(base);
      }
    }

    private void next(Duration limit) {
      ConnectionDeadline current = watch;
      if (current != null) {
        current.next(limit);
      }
    }

    void send(ByteBuffer octets) throws IOException {
      next(COMMAND);
      out.write(octets.array(), octets.arrayOffset() + octets.position(), octets.remaining());
      out.flush();
    }

    void send(ClientAction.SendContent content) throws IOException {
      ByteBuffer block = ByteBuffer.wrap(buffer);
      while (content.content().next(block.clear())) {
        next(content.atMost()); // RFC 5321 §4.5.3.2.5: for each block
        out.write(buffer, 0, block.position());
      }
      out.flush();
    }

    // RFC 5321 §4.5.3.2: the time is that of the reply, not that of a line or an octet
    ByteBuffer receive(ClientAction.Receive receive) throws IOException {
      if (!receive.continued()) {
        replyUntil = System.nanoTime() + receive.atMost().toNanos();
      }
      Duration left = Duration.ofNanos(replyUntil - System.nanoTime());
      if (left.toMillis() <= 0) {
        throw new SocketTimeoutException("the reply takes too long");
      }
      next(left);
      socket.setSoTimeout((int) left.toMillis());
      int read = in.read(buffer);
      if (read < 0) {
        throw new EOFException();
      }
      return ByteBuffer.wrap(buffer, 0, read);
    }

    /** Starts TLS; says why the server is not the right one, if so. */
    Optional<TlsFailure> secure() throws IOException {
      next(TLS);
      SSLSocket secured;
      try {
        secured = tls.over(socket, encounter.tls().serverName(), port());
        secured.setSoTimeout((int) TLS.toMillis());
        secured.startHandshake();
      } catch (RuntimeException e) { // some certificates and names are too much for JSSE
        throw new SSLException(e);
      }
      socket = secured;
      in = secured.getInputStream();
      out = secured.getOutputStream();
      return encounter.shown(CertificateChain.of(secured.getSession().getPeerCertificates()));
    }
  }
}
