package org.posthorn.sasl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SCRAM with either hash, with and without channel binding. RFC 5802, RFC 7677. */
final class ScramExchange implements SaslExchange {
  private final ScramBinding binding;
  private final Authenticator authenticator;
  private final String client;
  private final String serverNonce;
  private @Nullable Pending pending;

  /** What is kept between the client's two messages. */
  private record Pending(
      ScramClientFirst first, String serverFirst, ScramKeys keys, String nonce) {}

  ScramExchange(
      ScramBinding binding, Authenticator authenticator, String client, String serverNonce) {
    this.binding = binding;
    this.authenticator = authenticator;
    this.client = client;
    this.serverNonce = serverNonce;
  }

  @Override
  public Step respond(byte[] message) {
    Optional<String> text = SaslText.decode(message);
    if (text.isEmpty()) {
      return new Step.Malformed();
    }
    Pending open = pending;
    if (open != null) {
      pending = null;
      return ScramClientFinal.parse(text.get(), binding.hash())
          .map(last -> last(open, last))
          .orElseGet(Step.Malformed::new);
    }
    return ScramClientFirst.parse(text.get()).map(this::first).orElseGet(Step.Malformed::new);
  }

  private Step first(ScramClientFirst first) {
    if (!binding.permits(first.flag())
        || !SaslText.isSame(first.authorizationIdentity(), first.user())) {
      return Steps.finished(new Admission.Denied());
    }
    ScramKeys keys = authenticator.scramKeys(first.user(), binding.hash());
    String nonce = first.nonce() + serverNonce;
    String serverFirst =
        "r=" + nonce + ",s=" + StrictBase64.encode(keys.salt()) + ",i=" + keys.iterations();
    pending = new Pending(first, serverFirst, keys, nonce);
    return Steps.challenge(serverFirst);
  }

  private Step last(Pending open, ScramClientFinal last) {
    String authMessage = open.first().bare() + ',' + open.serverFirst() + ',' + last.withoutProof();
    boolean proven =
        isSame(open.nonce(), last.nonce())
            && MessageDigest.isEqual(expectedBinding(open.first()), last.binding().toArray())
            && isProof(open.keys(), authMessage, last.proof().toArray())
            && isStillKnown(open);
    Admission admission =
        authenticator.scramResult(open.first().user(), proven, binding.mechanism(), client);
    if (!proven || !(admission instanceof Admission.Granted)) {
      return Steps.finished(
          admission instanceof Admission.Granted ? new Admission.Denied() : admission);
    }
    byte[] signature = ScramDerivation.hmac(binding.hash(), open.keys().serverKey(), authMessage);
    return Steps.finished(admission, "v=" + StrictBase64.encode(signature));
  }

  /** The password may have become another one between the client's two messages. */
  private boolean isStillKnown(Pending open) {
    ScramKeys now = authenticator.scramKeys(open.first().user(), binding.hash());
    return MessageDigest.isEqual(now.storedKey(), open.keys().storedKey());
  }

  private byte[] expectedBinding(ScramClientFirst first) {
    byte[] header = first.header().getBytes(StandardCharsets.UTF_8);
    byte[] data = binding.data(first.flag());
    byte[] both = Arrays.copyOf(header, header.length + data.length);
    System.arraycopy(data, 0, both, header.length, data.length);
    return both;
  }

  // ClientProof := ClientKey XOR ClientSignature; RFC 5802 §3
  private boolean isProof(ScramKeys keys, String authMessage, byte[] proof) {
    byte[] storedKey = keys.storedKey();
    byte[] clientKey = ScramDerivation.hmac(binding.hash(), storedKey, authMessage);
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= proof[i];
    }
    return MessageDigest.isEqual(ScramDerivation.digest(binding.hash(), clientKey), storedKey);
  }

  private static boolean isSame(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
