package org.posthorn.inbound;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ServerOnlyTlsAuthentication;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/** TLS clients that trust anybody. */
final class Clients {
  private Clients() {}

  static SSLSocket tls(Socket plain) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, "mail.posthorn.test", 0, true);
    socket.startHandshake();
    return socket;
  }

  /** Shakes hands, reads a greeting of seven octets, and leaves nothing but the socket behind. */
  static void discreet(Socket socket) throws IOException {
    TlsClientProtocol client =
        new TlsClientProtocol(socket.getInputStream(), socket.getOutputStream());
    SecureRandom random = new SecureRandom();
    client.connect(
        new DefaultTlsClient(new JcaTlsCryptoProvider().create(random, random)) {
          @Override
          public TlsAuthentication getAuthentication() {
            return new ServerOnlyTlsAuthentication() {
              @Override
              public void notifyServerCertificate(TlsServerCertificate certificate) {}
            };
          }
        });
    client.getInputStream().readNBytes(7);
  }

  /** For tests only. */
  static final class Anybody implements X509TrustManager {
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
