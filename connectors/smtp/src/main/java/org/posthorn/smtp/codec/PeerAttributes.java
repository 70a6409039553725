package org.posthorn.smtp.codec;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.posthorn.kernel.Xtext;

/** The arguments of Postfix' XCLIENT and XFORWARD: {@code 1*( SP name "=" xtext )}. */
final class PeerAttributes {
  private static final int LONGEST = 255; // as in Postfix' description

  private PeerAttributes() {}

  /** All of them; a name twice is a mistake. */
  static Map<String, String> read(Cursor in) {
    Map<String, String> attributes = new HashMap<>();
    while (in.accept(" ")) {
      String attribute = in.word();
      int sign = attribute.indexOf('=');
      if (sign < 1 || attribute.length() - sign > LONGEST) {
        throw wrong();
      }
      String name = attribute.substring(0, sign).toUpperCase(Locale.ROOT);
      String value = Xtext.decode(attribute.substring(sign + 1)).orElseThrow(PeerAttributes::wrong);
      boolean visible = value.chars().allMatch(c -> c >= ' ' && c < 127);
      if (!visible || attributes.putIfAbsent(name, value) != null) {
        throw wrong();
      }
    }
    in.end();
    if (attributes.isEmpty()) {
      throw wrong();
    }
    return attributes;
  }

  private static SmtpSyntaxException wrong() {
    return new SmtpSyntaxException(501, "5.5.4", "Syntax: attribute=value");
  }
}
