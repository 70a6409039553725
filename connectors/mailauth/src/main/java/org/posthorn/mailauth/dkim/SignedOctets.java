package org.posthorn.mailauth.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;

/** What a signature is over. RFC 6376 §3.7. */
public final class SignedOctets {
  private SignedOctets() {}

  /**
   * The octets: some fields, each ended by CRLF, then the field of the signature, which is not.
   *
   * @param names of fields, in any case
   * @param own the field of the signature with an empty {@code b}
   */
  public static byte[] of(RawHeader header, List<String> names, Canonicalization form, String own) {
    StringBuilder text = new StringBuilder(2048);
    List<String> lower = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    for (RawField each : header.select(lower)) {
      text.append(form.field(each.text())).append("\r\n");
    }
    return text.append(form.field(own)).toString().getBytes(ISO_8859_1);
  }
}
