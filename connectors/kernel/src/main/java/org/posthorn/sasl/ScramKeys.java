package org.posthorn.sasl;

/** What the server keeps of a password for SCRAM with one hash. RFC 5802 §3, RFC 7677. */
public final class ScramKeys {
  private final byte[] salt;
  private final int iterations;
  private final byte[] storedKey;
  private final byte[] serverKey;

  /** Takes the values as they are stored; arrays are copied. */
  public ScramKeys(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {
    this.salt = salt.clone();
    this.iterations = iterations;
    this.storedKey = storedKey.clone();
    this.serverKey = serverKey.clone();
  }

  /** The salt. */
  public byte[] salt() {
    return salt.clone();
  }

  /** The iteration count. */
  public int iterations() {
    return iterations;
  }

  /** {@code StoredKey := H(ClientKey)}. */
  public byte[] storedKey() {
    return storedKey.clone();
  }

  /** {@code ServerKey := HMAC(SaltedPassword, "Server Key")}. */
  public byte[] serverKey() {
    return serverKey.clone();
  }
}
