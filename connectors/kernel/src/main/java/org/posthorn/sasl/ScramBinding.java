package org.posthorn.sasl;

import java.util.List;
import java.util.Optional;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Tls;

/**
 * What a SCRAM exchange demands of the client's channel binding. RFC 5802 §6.
 *
 * @param plus whether the client chose the -PLUS variant
 * @param tls the channel to bind to
 */
record ScramBinding(boolean plus, Optional<Tls> tls) {
  static final String PLAIN_NAME = "SCRAM-SHA-256";
  static final String PLUS_NAME = "SCRAM-SHA-256-PLUS";

  // RFC 9266 §2, RFC 5929 §4; tls-unique is unsafe (RFC 9266 §1)
  private static final List<String> TYPES = List.of("tls-exporter", "tls-server-end-point");

  static ScramBinding of(boolean plus, Peer peer) {
    return new ScramBinding(plus, peer.tls());
  }

  String mechanism() {
    return plus ? PLUS_NAME : PLAIN_NAME;
  }

  /** Whether there is a channel that the -PLUS variant could bind to. */
  boolean possible() {
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
