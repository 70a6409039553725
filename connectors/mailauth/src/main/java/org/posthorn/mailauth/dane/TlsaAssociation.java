package org.posthorn.mailauth.dane;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.xbill.DNS.TLSARecord;

/**
 * One TLSA record. RFC 6698 §2.1.
 *
 * @param usage 2 an authority of the domain's own (DANE-TA), 3 the server's certificate (DANE-EE);
 *     0 and 1 would want the authorities of browsers, too
 * @param selector 0 the certificate, 1 its public key
 * @param matching 0 the octets, 1 their SHA-256, 2 their SHA-512
 * @param data octets or digest, in hexadecimal
 */
public record TlsaAssociation(int usage, int selector, int matching, String data) {
  static final int AUTHORITY = 2;
  static final int SERVER = 3;
  static final int CERTIFICATE = 0;
  static final int KEY = 1;
  static final int EXACT = 0;

  private static final int SHA256 = 64; // hexadecimal digits
  private static final int SHA512 = 128;

  static TlsaAssociation of(TLSARecord record) {
    return new TlsaAssociation(
        record.getCertificateUsage(),
        record.getSelector(),
        record.getMatchingType(),
        HexFormat.of().formatHex(record.getCertificateAssociationData()));
  }

  /**
   * Whether SMTP heeds it: PKIX-TA and PKIX-EE are unusable there, because nobody says which
   * authorities both sides would trust (RFC 7672 §3.1.3); so is what is unknown or malformed (RFC
   * 6698 §4.1).
   */
  boolean usable() {
    boolean known =
        (usage == AUTHORITY || usage == SERVER) && (selector == CERTIFICATE || selector == KEY);
    return known
        && switch (matching) {
          case EXACT -> !data.isEmpty();
          case 1 -> data.length() == SHA256;
          case 2 -> data.length() == SHA512;
          default -> false;
        };
  }

  /** Whether it names this certificate, by itself or by its key. */
  boolean names(X509Certificate certificate) {
    try {
      byte[] octets =
          selector == KEY ? certificate.getPublicKey().getEncoded() : certificate.getEncoded();
      byte[] found =
          switch (matching) {
            case 1 -> MessageDigest.getInstance("SHA-256").digest(octets);
            case 2 -> MessageDigest.getInstance("SHA-512").digest(octets);
            default -> octets;
          };
      return HexFormat.of().formatHex(found).equals(data);
    } catch (CertificateEncodingException e) {
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has both
    }
  }

  /** As in a zone file. */
  String text() {
    return usage + " " + selector + " " + matching + " " + data;
  }
}
