package org.posthorn.mailauth.dkim;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/**
 * Signs messages with one or several keys: relaxed form of header and body, fields sealed against
 * additions. RFC 6376 §5. Immutable.
 *
 * @param keys one signature is made with each
 * @param validity how long signatures are valid; zero for ever
 */
public record DkimSigner(List<SigningKey> keys, Duration validity) {
  static final Canonicalization FORM = Canonicalization.RELAXED;

  private static final String FIELD = "DKIM-Signature";

  public DkimSigner {
    keys = List.copyOf(keys);
  }

  /**
   * Begins with a message that is sent octet by octet as it is: by BDAT, or by DATA when it has
   * proper lines.
   */
  public DkimSigning begin() {
    return new DkimSigning(this, false);
  }

  /** Begins with a message whose CR or LF alone become CRLF when it is sent. RFC 5321 §2.3.8. */
  public DkimSigning beginLines() {
    return new DkimSigning(this, true);
  }

  /** The fields to put before a message, each ended by CRLF. */
  String sign(RawHeader header, BodyHashes bodies, Instant now) {
    StringBuilder fields = new StringBuilder(1024);
    List<String> names = SignedFields.of(header);
    String hash = bodies.finish(FORM, OptionalLong.empty()).base64();
    for (SigningKey key : keys) {
      FieldWriter field = new FieldWriter(FIELD);
      field.tag("v", "1").tag("a", key.algorithm().text()).tag("c", "relaxed/relaxed");
      field.tag("d", key.domain()).tag("s", key.selector());
      field.tag("t", Long.toString(now.getEpochSecond()));
      if (!validity.isZero()) {
        field.tag("x", Long.toString(now.plus(validity).getEpochSecond()));
      }
      field.words("h", names).tag("bh", hash);
      fields.append(field.close(signature(key, names, header, field.open("b"))));
    }
    return fields.toString();
  }

  private static String signature(
      SigningKey key, List<String> names, RawHeader header, String field) {
    byte[] signed = SignedOctets.of(header, names, FORM, field);
    return Base64.getEncoder().encodeToString(key.algorithm().sign(key.key(), signed));
  }
}
