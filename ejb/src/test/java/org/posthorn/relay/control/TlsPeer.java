package org.posthorn.relay.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A server with STARTTLS and a certificate that nobody trusts, or with a broken STARTTLS. */
final class TlsPeer implements AutoCloseable {

  /** What becomes of STARTTLS. */
  enum Fault {
    NONE,
    /** There comes something else than TLS. */
    GARBAGE,
    /** The connection is reset when the handshake begins. */
    RESET,
    /** The connection is reset when the handshake is over. */
    RESET_AFTER,
    /** The connection is closed when the handshake is over. */
    CLOSED_AFTER
  }

  private final ServerSocket listener;
  private final Fault fault;
  private final List<String> heard = new ArrayList<>();

  private TlsPeer(ServerSocket listener, Fault fault) {
    this.listener = listener;
    this.fault = fault;
  }

  static TlsPeer start(int port, Fault fault) throws IOException {
    TlsPeer peer = new TlsPeer(new ServerSocket(port, 10, InetAddress.getLoopbackAddress()), fault);
    Thread thread = new Thread(peer::serve, "tls-peer");
    thread.setDaemon(true);
    thread.start();
    return peer;
  }

  /** The commands, those under TLS with a lock before them. */
  synchronized List<String> heard() {
    return List.copyOf(heard);
  }

  private synchronized void note(boolean secure, String line) {
    heard.add((secure ? "TLS " : "") + line);
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        client.setSoTimeout(5000);
        client.getOutputStream().write("220 tls.b.test\r\n".getBytes(StandardCharsets.US_ASCII));
        converse(client, false);
      } catch (IOException e) {
        note(false, "(connection over)");
      } catch (GeneralSecurityException | OperatorCreationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void converse(Socket client, boolean secure)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    boolean data = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      note(secure, line);
      String reply = "250 fine";
      if (data) {
        data = !line.equals(".");
        reply = data ? "" : reply;
      } else if (line.startsWith("EHLO")) {
        reply = secure ? reply : "250-tls.b.test\r\n250 STARTTLS";
      } else if (line.equals("DATA")) {
        data = true;
        reply = "354 go on";
      } else if (line.equals("STARTTLS")) {
        client.getOutputStream().write("220 go on\r\n".getBytes(StandardCharsets.US_ASCII));
        if (fault == Fault.GARBAGE || fault == Fault.RESET) {
          in.read(); // the client has begun its handshake
          if (fault == Fault.RESET) {
            client.setSoLinger(true, 0);
          } else {
            client.getOutputStream().write("no TLS here\r\n".getBytes(StandardCharsets.US_ASCII));
          }
          return;
        }
        SSLSocket over = (SSLSocket) context().getSocketFactory().createSocket(client, null, false);
        over.setUseClientMode(false);
        if (fault != Fault.NONE) {
          over.startHandshake();
          client.setSoLinger(fault == Fault.RESET_AFTER, 0);
          return;
        }
        converse(over, true);
        return;
      }
      if (!reply.isEmpty()) {
        client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private static SSLContext context()
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    X500Principal name = new X500Principal("CN=somebody-else.test");
    Instant now = Instant.now();
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minusSeconds(7200)),
                        Date.from(now.minusSeconds(3600)), // expired, too
                        name,
                        pair.getPublic())
                    .build(
                        new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("key", pair.getPrivate(), new char[0], new Certificate[] {certificate});
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
