package org.posthorn.relay.control;

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
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.posthorn.smtp.client.ClientAction;
import org.posthorn.smtp.client.ClientSession;

/** Runs a session over a connection to a server. For one session at a time; waits for the peer. */
final class SmtpConnection {
  private static final int BUFFER = 32 * 1024;
  private static final int TLS_MILLIS = 60_000;

  private final RelaySettings settings;
  private final ScheduledExecutorService clock;
  private final OpportunisticTls tls;

  SmtpConnection(RelaySettings settings, ScheduledExecutorService clock, OpportunisticTls tls) {
    this.settings = settings;
    this.clock = clock;
    this.tls = tls;
  }

  /**
   * Runs a session to its end, whatever happens to the connection.
   *
   * @param host the name of the server, for TLS
   * @param limit the connection is cut off then
   * @return whether TLS was tried and failed
   */
  boolean run(ClientSession session, InetAddress address, String host, Duration limit) {
    try (Socket socket = new Socket()) {
      Future<?> cut = clock.schedule(() -> close(socket), limit.toMillis(), TimeUnit.MILLISECONDS);
      try {
        connect(socket, address);
        return converse(session, new Line(socket, host));
      } finally {
        cut.cancel(false);
      }
    } catch (SocketTimeoutException e) {
      session.disconnected("The host did not answer in time");
    } catch (IOException e) {
      session.disconnected("The connection failed: " + e.getClass().getSimpleName());
    }
    return false;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void connect(Socket socket, InetAddress address) throws IOException {
    Optional<InetAddress> local =
        settings.localAddress().filter(own -> own.getClass() == address.getClass());
    if (local.isPresent()) {
      socket.bind(new InetSocketAddress(local.get(), 0));
    }
    socket.setTcpNoDelay(true);
    socket.connect(
        new InetSocketAddress(address, settings.port()),
        (int) settings.connectTimeout().toMillis());
  }

  private boolean converse(ClientSession session, Line line) throws IOException {
    while (true) {
      ClientAction action = session.next();
      if (action instanceof ClientAction.Send send) {
        line.send(send.octets());
      } else if (action instanceof ClientAction.Receive receive) {
        receive(session, line, receive.atMost());
      } else if (action instanceof ClientAction.SendContent send) {
        line.send(send);
      } else if (action instanceof ClientAction.StartTls) {
        try {
          line.secure();
        } catch (SSLException | SocketTimeoutException e) {
          session.disconnected("TLS could not be started");
          return true;
        }
        session.secured();
      } else {
        return false;
      }
    }
  }

  private static void receive(ClientSession session, Line line, Duration atMost)
      throws IOException {
    Optional<ByteBuffer> octets = line.receive(atMost);
    if (octets.isPresent()) {
      session.received(octets.get());
    } else {
      session.disconnected("The host closed the connection");
    }
  }

  /** A socket, then perhaps TLS over it. */
  private final class Line {
    private final byte[] buffer = new byte[BUFFER];
    private final String host;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    Line(Socket socket, String host) throws IOException {
      this.host = host;
      this.socket = socket;
      this.in = socket.getInputStream();
      this.out = socket.getOutputStream();
    }

    void send(ByteBuffer octets) throws IOException {
      out.write(octets.array(), octets.arrayOffset() + octets.position(), octets.remaining());
      out.flush();
    }

    void send(ClientAction.SendContent content) throws IOException {
      ByteBuffer block = ByteBuffer.wrap(buffer);
      while (content.content().next(block.clear())) {
        out.write(buffer, 0, block.position());
      }
      out.flush();
    }

    Optional<ByteBuffer> receive(Duration atMost) throws IOException {
      socket.setSoTimeout((int) atMost.toMillis());
      int read = in.read(buffer);
      return read < 0 ? Optional.empty() : Optional.of(ByteBuffer.wrap(buffer, 0, read));
    }

    void secure() throws IOException {
      SSLSocket secured = tls.over(socket, host, settings.port());
      secured.setSoTimeout(TLS_MILLIS);
      secured.startHandshake();
      socket = secured;
      in = secured.getInputStream();
      out = secured.getOutputStream();
    }
  }
}
