package org.posthorn.inbound.tls;

import static org.bouncycastle.tls.CipherSuite.*;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The cipher suites of TLS 1.3 and 1.2, best first: all with forward secrecy (RFC 9325 §4.1), the
 * CBC ones last for old mail servers, which would else send in plain.
 */
final class Suites {
  private static final Map<Integer, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put(TLS_AES_128_GCM_SHA256, "TLS_AES_128_GCM_SHA256");
    NAMES.put(TLS_AES_256_GCM_SHA384, "TLS_AES_256_GCM_SHA384");
    NAMES.put(TLS_CHACHA20_POLY1305_SHA256, "TLS_CHACHA20_POLY1305_SHA256");
    add(
        "ECDSA",
        TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,
        TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA);
    add(
        "RSA",
        TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,
        TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA);
  }

  private Suites() {}

  private static void add(String key, int... suites) {
    String[] ciphers = {
      "AES_128_GCM_SHA256",
      "AES_256_GCM_SHA384",
      "CHACHA20_POLY1305_SHA256",
      "AES_128_CBC_SHA256",
      "AES_256_CBC_SHA"
    };
    for (int i = 0; i < suites.length; i++) {
      NAMES.put(suites[i], "TLS_ECDHE_" + key + "_WITH_" + ciphers[i]);
    }
  }

  /** Those that a certificate with that kind of key can serve. */
  static int[] of(String keyAlgorithm) {
    String other = keyAlgorithm.equals("RSA") ? "_ECDSA_" : "_RSA_";
    return NAMES.entrySet().stream()
        .filter(suite -> !suite.getValue().contains(other))
        .mapToInt(Map.Entry::getKey)
        .toArray();
  }

  /** The IANA name. */
  static String name(int suite) {
    return NAMES.getOrDefault(suite, "unknown");
  }
}
