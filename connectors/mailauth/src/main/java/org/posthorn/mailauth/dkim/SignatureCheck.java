package org.posthorn.mailauth.dkim;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** Compares a signature with the message, once its body has passed and its key is known. */
public final class SignatureCheck {
  private SignatureCheck() {}

  /** What is to be thought of it by body, key and header. RFC 6376 §6.1.3. */
  public static DkimVerdict verdict(
      HeaderSignature signature, DkimKeyRecord key, RawHeader header, BodyHashes bodies) {
    Optional<DkimVerdict> objection = key.objection(signature.algorithm());
    if (objection.isPresent()) {
      return objection.get();
    }
    BodyHashes.Hash body = bodies.finish(signature.bodyForm(), signature.length());
    if (signature.length().orElse(0) > body.length()) { // RFC 6376 §3.5
      return new DkimVerdict(AuthStatus.FAIL, "body is shorter than signed");
    }
    if (!MessageDigest.isEqual(octets(body.base64()), octets(signature.bodyHash()))) {
      return new DkimVerdict(AuthStatus.FAIL, "body hash did not verify");
    }
    byte[] signed = signature.signedOctets(header);
    if (!signature.algorithm().verify(key.key(), signed, octets(signature.signature()))) {
      return new DkimVerdict(AuthStatus.FAIL, "signature did not verify");
    }
    if (signature.length().orElse(Long.MAX_VALUE) < body.length()) { // RFC 6376 §8.2
      return new DkimVerdict(AuthStatus.POLICY, "part of the body is not signed");
    }
    return DkimVerdict.PASS;
  }

  private static byte[] octets(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
