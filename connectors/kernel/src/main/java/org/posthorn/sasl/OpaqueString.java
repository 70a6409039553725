package org.posthorn.sasl;

import java.text.Normalizer;
import java.util.Optional;

/**
 * The one form of a password in which it is stored and compared, whatever keyboard it came from.
 * RFC 8265 §4.2.
 */
public final class OpaqueString {
  private OpaqueString() {}

  /** The prepared password; empty when it is empty or has control characters. */
  public static Optional<String> prepare(String password) {
    StringBuilder mapped = new StringBuilder(password.length());
    password.codePoints().map(OpaqueString::plainSpace).forEach(mapped::appendCodePoint);
    String prepared = Normalizer.normalize(mapped, Normalizer.Form.NFC);
    return SaslText.isName(prepared) ? Optional.of(prepared) : Optional.empty();
  }

  // RFC 8265 §4.2.2, rule 2: every space that is not ASCII becomes an ASCII one
  private static int plainSpace(int codePoint) {
    return Character.getType(codePoint) == Character.SPACE_SEPARATOR ? ' ' : codePoint;
  }
}
