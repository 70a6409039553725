package org.posthorn.wire;

import java.util.Optional;

/** The TLS protection of a connection, as far as protocols speak of it. */
public interface Tls {

  /** The protocol version by its JSSE name, for example {@code TLSv1.3}. */
  String protocol();

  /** The cipher suite by its IANA name. */
  String cipherSuite();

  /**
   * Channel binding data of a type: {@code tls-exporter} (RFC 9266), {@code tls-unique} of TLS 1.2
   * (RFC 5929 §3), {@code tls-server-end-point} (RFC 5929 §4). Empty when this connection has none
   * of that type.
   */
  Optional<byte[]> channelBinding(String type);

  /**
   * The key that the client has proven to possess: the SHA-256 hash of the SubjectPublicKeyInfo
   * (RFC 5280 §4.1.2.7) of its certificate, in lower case hexadecimal digits. Nothing else of the
   * certificate was looked at. Empty when the client showed no certificate.
   */
  default Optional<String> clientKey() {
    return Optional.empty();
  }
}
