package org.posthorn.broker.ra;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/**
 * Where a remote broker listens: {@code tcp://host:port}, or {@code ssl://host:port} for TLS.
 *
 * @param trusted PEM file of the authorities that may have signed its certificate; those of the
 *     virtual machine when empty
 * @param own PEM file of the private key and the certificate that it is shown
 */
record RemoteBroker(
    String host, int port, boolean tls, Optional<Path> trusted, Optional<Path> own) {
  private static final int STANDARD_PORT = 61616;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final String PEM = "PEM";
  private static final String PEM_AUTHORITIES = "PEMCA";

  /**
   * Reads the URLs of a broker and its backups, with commas between them.
   *
   * @throws IllegalArgumentException when it is none
   */
  static List<RemoteBroker> parse(BrokerSettings settings) {
    List<RemoteBroker> brokers = new ArrayList<>();
    for (String url : settings.url().orElse("").split(",", -1)) {
      brokers.add(parse(url.strip(), settings));
    }
    return brokers;
  }

  private static RemoteBroker parse(String url, BrokerSettings settings) {
    URI uri = URI.create(url);
    boolean tls = "ssl".equals(uri.getScheme());
    if ((!tls && !"tcp".equals(uri.getScheme())) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "posthorn.broker.url is not of the form tcp://host:port or ssl://host:port");
    }
    return new RemoteBroker(
        uri.getHost(),
        uri.getPort() < 0 ? STANDARD_PORT : uri.getPort(),
        tls,
        settings.trusted(),
        settings.own());
  }

  /** The same in the words of the connector. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(TransportConstants.HOST_PROP_NAME, host);
    parameters.put(TransportConstants.PORT_PROP_NAME, port);
    parameters.put(
        TransportConstants.NETTY_CONNECT_TIMEOUT, Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
    if (tls) {
      secure(parameters);
    }
    return parameters;
  }

  private void secure(Map<String, Object> parameters) {
    parameters.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
    parameters.put(TransportConstants.VERIFY_HOST_PROP_NAME, true);
    // the application server sets javax.net.ssl.trustStore, which would count for us instead
    parameters.put(TransportConstants.FORCE_SSL_PARAMETERS, true);
    if (trusted.isPresent()) {
      parameters.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, PEM_AUTHORITIES);
      parameters.put(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, trusted.get().toString());
    }
    if (own.isPresent()) {
      parameters.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, PEM);
      parameters.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, own.get().toString());
    }
  }

  @Override
  public String toString() {
    return (tls ? "ssl://" : "tcp://") + host + ':' + port;
  }
}
