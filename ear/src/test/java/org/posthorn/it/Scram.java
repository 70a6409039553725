package org.posthorn.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The client of SCRAM-SHA-256 without channel binding. RFC 5802 §3, RFC 7677. */
final class Scram {
  private static final String NONCE = "cGxlbnR5IG9mIHJhbmRvbQ";

  private final String bare;
  private final String password;
  private byte[] serverSignature = new byte[0];

  Scram(String user, String password) {
    this.bare = "n=" + user + ",r=" + NONCE;
    this.password = password;
  }

  String first() {
    return encode("n,," + bare);
  }

  /** The answer to the server's first message. */
  String last(String challenge) throws GeneralSecurityException {
    String server = new String(Base64.getDecoder().decode(challenge), UTF_8);
    String[] parts = server.split(",");
    byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
    PBEKeySpec spec =
        new PBEKeySpec(password.toCharArray(), salt, Integer.parseInt(parts[2].substring(2)), 256);
    byte[] salted =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    byte[] clientKey = hmac(salted, "Client Key");
    byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
    String without = "c=biws," + parts[0];
    String all = bare + ',' + server + ',' + without;
    byte[] proof = hmac(storedKey, all);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= clientKey[i];
    }
    serverSignature = hmac(hmac(salted, "Server Key"), all);
    return encode(without + ",p=" + Base64.getEncoder().encodeToString(proof));
  }

  /** Whether the server has proven that it knows the verifier. */
  boolean proven(String message) {
    String wanted = "v=" + Base64.getEncoder().encodeToString(serverSignature);
    return new String(Base64.getDecoder().decode(message), UTF_8).equals(wanted);
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
