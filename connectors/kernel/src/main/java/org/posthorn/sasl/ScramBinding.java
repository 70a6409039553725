package org.posthorn.sasl;

import java.util.List;
import java.util.Optional;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Tls;

/**
 * Which SCRAM it is, and what it demands of the client's channel binding. RFC 5802 §6.
 *
 * @param hash the hash function
 * @param plus whether the client chose the -PLUS variant
 * @param tls the channel to bind to
 */
record ScramBinding(ScramHash hash, boolean plus, Optional<Tls> tls) {

  // RFC 9266 §2, RFC 5929 §3 and §4
  private static final List<String> TYPES =
      List.of("tls-exporter", "tls-unique", "tls-server-end-point");

  /** What a mechanism's name stands for; empty when it is not SCRAM. */
  static Optional<ScramBinding> of(String mechanism, Peer peer) {
    for (ScramHash hash : ScramHash.values()) {
      boolean plus = mechanism.equals(hash.plusMechanism());
      if (plus || mechanism.equals(hash.mechanism())) {
        return Optional.of(new ScramBinding(hash, plus, peer.tls()));
      }
    }
    return Optional.empty();
  }

  String mechanism() {
    return plus ? hash.plusMechanism() : hash.mechanism();
  }

  /** Whether there is a channel that the -PLUS variants could bind to. */
  boolean possible() {
    return possible(tls);
  }

  static boolean possible(Optional<Tls> tls) {
    return TYPES.stream().anyMatch(type -> tls.flatMap(it -> it.channelBinding(type)).isPresent());
  }

  /**
   * Whether the client's gs2-cbind-flag is in order. {@code y} says that the client could bind but
   * was not offered it: when it was, somebody took the offer away.
   */
  boolean permits(String flag) {
    if (plus) {
      return type(flag).isPresent();
    }
    return flag.equals("n") || flag.equals("y") && !possible();
  }

  /** The channel binding data of a permitted flag; nothing for {@code n} and {@code y}. */
  byte[] data(String flag) {
    return type(flag).orElse(new byte[0]);
  }

  private Optional<byte[]> type(String flag) {
    return TYPES.stream()
        .filter(type -> flag.equals("p=" + type))
        .findFirst()
        .flatMap(type -> tls.flatMap(it -> it.channelBinding(type)));
  }
}
