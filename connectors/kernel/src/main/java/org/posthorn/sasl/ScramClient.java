package org.posthorn.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of SCRAM, without channel binding: it proves that it knows a password without
 * saying it, and finds out whether the server knows it. RFC 5802 §3. For one exchange.
 */
public final class ScramClient {
  private static final String HEADER = "n,,"; // RFC 5802 §7: no channel binding

  /** More iterations would only keep this machine busy. */
  private static final int MAX_ITERATIONS = 1_000_000;

  private final ScramHash hash;
  private final String password;
  private final String nonce;
  private final String bare;
  private byte @Nullable [] signature;

  /**
   * @param nonce random, printable and without comma
   */
  public ScramClient(ScramHash hash, String user, String password, String nonce) {
    this.hash = hash;
    this.password = password;
    this.nonce = nonce;
    this.bare = "n=" + user.replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
  }

  /** The first message. */
  public String first() {
    return HEADER + bare;
  }

  /**
   * The second and last message, in answer to the server's first.
   *
   * @return empty when the server asks for something that no honest server would
   */
  public Optional<String> last(String serverFirst) {
    // server-first-message = "r=" nonce "," "s=" base64 "," "i=" number ["," extensions]
    String[] parts = serverFirst.split(",", 4);
    if (parts.length < 3
        || !parts[0].startsWith("r=" + nonce)
        || parts[0].length() == nonce.length() + 2 // the server has to add to it
        || !parts[1].startsWith("s=")
        || !parts[2].matches("i=[0-9]{1,7}")) {
      return Optional.empty();
    }
    int iterations = Integer.parseInt(parts[2].substring(2));
    Optional<byte[]> salt = StrictBase64.decode(parts[1].substring(2)).filter(s -> s.length > 0);
    Optional<String> prepared = OpaqueString.prepare(password);
    if (iterations < 1 || iterations > MAX_ITERATIONS || salt.isEmpty() || prepared.isEmpty()) {
      return Optional.empty();
    }
    byte[] salted = ScramDerivation.saltedPassword(hash, prepared.get(), salt.get(), iterations);
    byte[] clientKey = ScramDerivation.hmac(hash, salted, "Client Key");
    String withoutProof = "c=" + StrictBase64.encode(HEADER.getBytes(UTF_8)) + "," + parts[0];
    String authMessage = bare + "," + serverFirst + "," + withoutProof;
    byte[] proof = ScramDerivation.hmac(hash, ScramDerivation.digest(hash, clientKey), authMessage);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= clientKey[i];
    }
    signature =
        ScramDerivation.hmac(hash, ScramDerivation.hmac(hash, salted, "Server Key"), authMessage);
    return Optional.of(withoutProof + ",p=" + StrictBase64.encode(proof));
  }

  /** Whether the server's last message shows that it knows the password, too. */
  public boolean proven(String serverFinal) {
    byte[] expected = signature;
    return expected != null
        && MessageDigest.isEqual(
            serverFinal.split(",", 2)[0].getBytes(UTF_8),
            ("v=" + StrictBase64.encode(expected)).getBytes(UTF_8));
  }
}
