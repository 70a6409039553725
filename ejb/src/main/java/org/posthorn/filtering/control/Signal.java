package org.posthorn.filtering.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.mailauth.dmarc.Organizations;
import org.posthorn.net.Networks;

/**
 * Something by which senders are known again.
 *
 * @param key 64 bits of a digest of it
 */
public record Signal(Kind kind, long key) {

  /** What it is. */
  public enum Kind {
    /** The author's address. */
    AUTHOR(0),
    /** Its domain. */
    DOMAIN(1),
    /** The organization of that. */
    ORGANIZATION(2),
    /** A domain with a good signature. */
    SIGNER(3),
    /** The sender of MAIL, proved. */
    SENDER(4),
    /** Its domain, proved. */
    SENDER_DOMAIN(5),
    /** The client's name, proved. */
    HELLO(6),
    /** The client's address; of IPv6 the first 64 bits. */
    CLIENT(7),
    /** The first 26 bits of it, or 48 of IPv6. */
    NEIGHBOURS(8),
    /** The first 21 bits of it, or 32 of IPv6. */
    NETWORK(9);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** Its number in the database. */
    int code() {
      return code;
    }
  }

  private static final int MOST_SIGNERS = 8;
  private static final int[] BITS_4 = {32, 26, 21};
  private static final int[] BITS_6 = {64, 48, 32};

  /** One of some text. */
  static Signal of(Kind kind, String text) {
    return new Signal(kind, digest(text));
  }

  /** 64 bits of a digest. */
  static long digest(String text) {
    return digest(text.getBytes(UTF_8));
  }

  /** 64 bits of a digest. */
  static long digest(byte[] octets) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha.digest(octets)).getLong();
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** All that a message has. */
  static List<Signal> all(SenderFacts facts) {
    List<Signal> all = new ArrayList<>();
    author(facts, all);
    signers(facts).forEach(all::add);
    if (!facts.sender().isEmpty()) {
      all.add(of(Kind.SENDER, facts.sender()));
      all.add(of(Kind.SENDER_DOMAIN, SenderFacts.domain(facts.sender())));
    }
    if (!facts.hello().isEmpty()) {
      all.add(of(Kind.HELLO, facts.hello()));
    }
    for (Kind kind : List.of(Kind.CLIENT, Kind.NEIGHBOURS, Kind.NETWORK)) {
      network(facts.client(), kind).ifPresent(all::add);
    }
    return all;
  }

  private static void author(SenderFacts facts, List<Signal> all) {
    if (!facts.author().isEmpty()) {
      String domain = SenderFacts.domain(facts.author());
      all.add(of(Kind.AUTHOR, facts.author()));
      all.add(of(Kind.DOMAIN, domain));
      all.add(of(Kind.ORGANIZATION, Organizations.of(domain)));
    }
  }

  /** Those of domains with good signatures. */
  static List<Signal> signers(SenderFacts facts) {
    return facts.signers().stream()
        .distinct()
        .limit(MOST_SIGNERS)
        .map(each -> of(Kind.SIGNER, each))
        .toList();
  }

  /** That of a client's network of this kind; empty for text that is no IP address. */
  static Optional<Signal> network(String client, Kind kind) {
    return networkText(client, kind.code() - Kind.CLIENT.code()).map(text -> of(kind, text));
  }

  /**
   * The network of a client, for counters.
   *
   * @param size 0 the smallest, 2 the largest
   */
  static Optional<String> networkText(String client, int size) {
    return Networks.octets(client)
        .map(
            octets -> {
              int bits = (octets.length == 4 ? BITS_4 : BITS_6)[size];
              byte[] kept = Arrays.copyOf(octets, octets.length);
              for (int i = 0; i < kept.length; i++) {
                int left = Math.min(8, Math.max(0, bits - 8 * i));
                kept[i] &= (byte) (0xFF << (8 - left));
              }
              return HexFormat.of().formatHex(kept) + '/' + bits;
            });
  }
}
