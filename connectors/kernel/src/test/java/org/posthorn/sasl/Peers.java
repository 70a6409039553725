package org.posthorn.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Tls;

/** Peers with and without TLS. */
final class Peers {
  static final Peer CLEAR = new Peer("s1", "192.0.2.1", 4711, "192.0.2.25", 587, Optional.empty());

  private Peers() {}

  static Peer secured(Map<String, String> bindings) {
    return CLEAR.secured(
        new Tls() {
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
            return Optional.ofNullable(bindings.get(type))
                .map(it -> it.getBytes(StandardCharsets.UTF_8));
          }
        });
  }
}
