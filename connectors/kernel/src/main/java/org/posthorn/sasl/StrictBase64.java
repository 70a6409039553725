package org.posthorn.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 as SASL profiles send it: canonical, padded, without white space. RFC 4648 §3.5, §4; RFC
 * 4954 §4 and RFC 9051 §6.2.2 refuse anything else.
 */
public final class StrictBase64 {
  private StrictBase64() {}

  /** The octets; empty when the text is not their one canonical encoding. */
  public static Optional<byte[]> decode(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.ISO_8859_1);
    try {
      byte[] octets = Base64.getDecoder().decode(encoded);
      boolean canonical =
          encoded.length == text.length()
              && Arrays.equals(Base64.getEncoder().encode(octets), encoded);
      return canonical ? Optional.of(octets) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** The encoding of octets. */
  public static String encode(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }
}
