package org.posthorn.broker.ra;

import java.net.URI;

/** Where a remote broker listens: {@code tcp://host:port}, or {@code ssl://host:port} for TLS. */
record RemoteBroker(String host, int port, boolean tls) {
  private static final int STANDARD_PORT = 61616;
  private static final String CONNECT_TIMEOUT = ";connect-timeout-millis=3000";

  /**
   * Reads the URL of a broker.
   *
   * @throws IllegalArgumentException when it is none
   */
  static RemoteBroker parse(String url) {
    URI uri = URI.create(url);
    boolean tls = "ssl".equals(uri.getScheme());
    if ((!tls && !"tcp".equals(uri.getScheme())) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "posthorn.broker.url is not of the form tcp://host:port or ssl://host:port");
    }
    return new RemoteBroker(uri.getHost(), uri.getPort() < 0 ? STANDARD_PORT : uri.getPort(), tls);
  }

  /** The same in the words of the connector. */
  String parameters() {
    return "host=" + host + ";port=" + port + ";sslEnabled=" + tls + CONNECT_TIMEOUT;
  }
}
