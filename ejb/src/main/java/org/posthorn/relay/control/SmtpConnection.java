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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailauth.certificate.CertificateChain;
import org.posthorn.mailauth.certificate.UncheckedTls;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.smtp.client.ClientAction;
import org.posthorn.smtp.client.ClientSession;

/** Runs a session over a connection to a server. For one session at a time; waits for the peer. */
final class SmtpConnection {
  private static final int BUFFER = 32 * 1024;
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
   * @return whether TLS was tried and failed
   */
  boolean run(ClientSession session, InetAddress address, TlsEncounter encounter, Duration limit) {
    try (Socket socket = new Socket();
        ConnectionDeadline watch = new ConnectionDeadline(socket, clock, limit)) {
      return run(session, address, encounter, socket, watch);
    } catch (IOException e) { // closing says nothing about what was done before
      session.disconnected("The connection failed: " + e.getClass().getSimpleName());
      return false;
    }
  }

  private boolean run(
      ClientSession session,
      InetAddress address,
      TlsEncounter encounter,
      Socket socket,
      ConnectionDeadline watch) {
    try {
      connect(socket, address);
      encounter.from(socket.getLocalAddress());
      Line line = new Line(socket, encounter, watch);
      if (hop.implicitTls()) {
        session.securedFirst();
        line.secure().ifPresent(why -> session.untrusted(why.reason()));
      }
      converse(session, line);
      encounter.heard(session);
      return false;
    } catch (IOException e) {
      if (session.tlsUnproven()) {
        encounter.broken();
        session.untrusted("TLS could not be started");
        return true;
      }
      session.disconnected(why(e, watch));
      return false;
    } catch (ContentLost | UncheckedIOException e) { // what was taken before stays taken
      session.disconnected("The message cannot be read now");
      return false;
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

  private static void converse(ClientSession session, Line line) throws IOException {
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
        return;
      }
    }
  }

  /** A socket, then perhaps TLS over it. */
  private final class Line {
    private final byte[] buffer = new byte[BUFFER];
    private final TlsEncounter encounter;
    private final ConnectionDeadline watch;
    private long replyUntil;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    Line(Socket socket, TlsEncounter encounter, ConnectionDeadline watch) throws IOException {
      this.encounter = encounter;
      this.watch = watch;
      this.socket = socket;
      this.in = socket.getInputStream();
      this.out = socket.getOutputStream();
    }

    void send(ByteBuffer octets) throws IOException {
      watch.next(COMMAND);
      out.write(octets.array(), octets.arrayOffset() + octets.position(), octets.remaining());
      out.flush();
    }

    void send(ClientAction.SendContent content) throws IOException {
      ByteBuffer block = ByteBuffer.wrap(buffer);
      while (content.content().next(block.clear())) {
        watch.next(content.atMost()); // RFC 5321 §4.5.3.2.5: for each block
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
      watch.next(left);
      socket.setSoTimeout((int) left.toMillis());
      int read = in.read(buffer);
      if (read < 0) {
        throw new EOFException();
      }
      return ByteBuffer.wrap(buffer, 0, read);
    }

    /** Starts TLS; says why the server is not the right one, if so. */
    Optional<TlsFailure> secure() throws IOException {
      watch.next(TLS);
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
