package org.posthorn.testkit.dns;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;

/** The key of a signed zone, which signs while a question is answered. RFC 4034, RFC 6605. */
final class ZoneSigner {
  private static final int TTL = 60;
  private static final Duration VALIDITY = Duration.ofHours(1);

  private final KeyPair pair;
  private final DNSKEYRecord key;

  ZoneSigner(Name apex) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      pair = generator.generateKeyPair();
      key =
          new DNSKEYRecord(
              apex,
              DClass.IN,
              TTL,
              DNSKEYRecord.Flags.ZONE_KEY | DNSKEYRecord.Flags.SEP_KEY,
              DNSKEYRecord.Protocol.DNSSEC,
              DNSSEC.Algorithm.ECDSAP256SHA256,
              pair.getPublic());
    } catch (GeneralSecurityException | DNSSEC.DNSSECException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the zone publishes. */
  DNSKEYRecord key() {
    return key;
  }

  /** What the zone above publishes. RFC 4509. */
  DSRecord delegation() {
    return new DSRecord(key.getName(), DClass.IN, TTL, DNSSEC.Digest.SHA256, key);
  }

  /**
   * A signature of records of one name and type.
   *
   * @param expired whether it was valid until yesterday only
   */
  RRSIGRecord sign(RRset set, boolean expired) {
    Instant end = Instant.now().plus(expired ? Duration.ofDays(-1) : VALIDITY);
    try {
      return DNSSEC.sign(set, key, pair.getPrivate(), end.minus(VALIDITY.multipliedBy(2)), end);
    } catch (DNSSEC.DNSSECException e) {
      throw new IllegalStateException(e);
    }
  }

  static RRset set(Record... records) {
    return new RRset(records);
  }
}
