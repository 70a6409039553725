package org.posthorn.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Octets to a server on the loopback address and back, an octet a character. */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private Socket socket;
  private InputStream in;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Starts TLS and believes any certificate; what came in plain before is still read. */
  Wire startTls() throws IOException {
    return startTls(new KeyManager[0]);
  }

  /** The same with a certificate of the client. */
  Wire startTls(KeyManager... own) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, new TrustManager[] {new Trusting()}, new SecureRandom());
      SSLSocket layered =
          (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 0, true);
      layered.startHandshake();
      socket = layered;
      in = new BufferedInputStream(layered.getInputStream());
      return this;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  void send(String octets) throws IOException {
    send(octets.getBytes(ISO_8859_1));
  }

  void send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
  }

  /** The next line without CRLF. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("closed after: " + line.toString(ISO_8859_1));
      }
      line.write(octet);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** What comes until the other side closes. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  String octets(int count) throws IOException {
    byte[] octets = in.readNBytes(count);
    if (octets.length < count) {
      throw new EOFException("closed in a literal");
    }
    return new String(octets, ISO_8859_1);
  }

  /** Reads and forgets until the server hangs up; false when it does not within a minute. */
  boolean closedByServer() {
    try {
      int octet;
      do {
        octet = in.read();
      } while (octet >= 0);
      return true;
    } catch (SocketTimeoutException silence) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
