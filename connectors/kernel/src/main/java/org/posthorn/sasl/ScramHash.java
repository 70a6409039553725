package org.posthorn.sasl;

/** The hash functions that SCRAM is done with. RFC 5802 §4, RFC 7677. */
public enum ScramHash {
  /** {@code SCRAM-SHA-256}. RFC 7677. */
  SHA_256("SHA-256", "HmacSHA256", 32),

  /**
   * {@code SCRAM-SHA-1}: every client has it, and within HMAC the hash is still sound. RFC 5802 §4.
   */
  SHA_1("SHA-1", "HmacSHA1", 20);

  private final String digest;
  private final String hmac;
  private final int octets;

  ScramHash(String digest, String hmac, int octets) {
    this.digest = digest;
    this.hmac = hmac;
    this.octets = octets;
  }

  /** The mechanism without channel binding. */
  public String mechanism() {
    return "SCRAM-" + digest;
  }

  /** The mechanism with channel binding. */
  public String plusMechanism() {
    return mechanism() + "-PLUS";
  }

  /** The length of keys, proofs and signatures. */
  public int octets() {
    return octets;
  }

  String digest() {
    return digest;
  }

  String hmac() {
    return hmac;
  }
}
