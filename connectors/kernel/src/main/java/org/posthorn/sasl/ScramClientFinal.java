package org.posthorn.sasl;

import java.util.Optional;
import org.posthorn.sasl.SaslExchange.Octets;

/**
 * The second and last message of a SCRAM client. RFC 5802 §7.
 *
 * @param binding the gs2-header and channel binding data
 * @param nonce the client's nonce and the server's
 * @param proof as long as the hash
 * @param withoutProof all before {@code ,p=}
 */
record ScramClientFinal(Octets binding, String nonce, Octets proof, String withoutProof) {

  // client-final-message = "c=" base64 "," "r=" nonce ["," extensions] "," "p=" base64
  static Optional<ScramClientFinal> parse(String text, ScramHash hash) {
    int proofAt = text.lastIndexOf(",p=");
    if (proofAt < 0) {
      return Optional.empty();
    }
    String withoutProof = text.substring(0, proofAt);
    String[] parts = withoutProof.split(",", 3);
    if (parts.length < 2 || !parts[0].startsWith("c=") || !parts[1].startsWith("r=")) {
      return Optional.empty();
    }
    Optional<byte[]> proof =
        StrictBase64.decode(text.substring(proofAt + 3)).filter(p -> p.length == hash.octets());
    Optional<byte[]> binding = StrictBase64.decode(parts[0].substring(2));
    if (proof.isEmpty() || binding.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ScramClientFinal(
            Octets.of(binding.get()), parts[1].substring(2), Octets.of(proof.get()), withoutProof));
  }
}
