package org.posthorn.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.posthorn.wire.Tls;

/**
 * TLS 1.3 that binds to {@code exporter}, without any encryption.
 *
 * @param clientKey the fingerprint of the client's key, if it shows one
 */
public record FakeTls(Optional<String> clientKey) implements Tls {

  /** With a client that shows no key. */
  public FakeTls() {
    this(Optional.empty());
  }

  @Override
  public String protocol() {
    return "TLSv1.3";
  }

  @Override
  public String cipherSuite() {
    return "TLS_AES_128_GCM_SHA256";
  }

  @Override
  public Optional<byte[]> channelBinding(String type) {
    return type.equals("tls-exporter")
        ? Optional.of("exporter".getBytes(StandardCharsets.US_ASCII))
        : Optional.empty();
  }
}
