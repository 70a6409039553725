package org.posthorn.mailauth.arc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import org.posthorn.mailauth.dkim.Canonicalization;
import org.posthorn.mailauth.dkim.RawField;

/** What a seal is over. RFC 8617 §5.1.1. */
final class SealedOctets {
  private SealedOctets() {}

  /**
   * The fields of the sets in relaxed form, by instance: results, signature, seal.
   *
   * @param sets up to the one of the seal
   * @param own the seal with an empty {@code b}, which stands last and ends no line
   */
  static byte[] of(List<ArcSet> sets, String own) {
    StringBuilder text = new StringBuilder(4096);
    for (int i = 0; i < sets.size(); i++) {
      add(text, sets.get(i).results());
      add(text, sets.get(i).signature());
      if (i < sets.size() - 1) {
        add(text, sets.get(i).seal());
      }
    }
    return text.append(Canonicalization.RELAXED.field(own)).toString().getBytes(ISO_8859_1);
  }

  private static void add(StringBuilder text, RawField field) {
    text.append(Canonicalization.RELAXED.field(field.text())).append("\r\n");
  }
}
