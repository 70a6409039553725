package org.posthorn.kernel;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.IDNA.Error;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Domain names in their two forms: in Unicode for people, in A-labels for DNS. By IDNA 2008 with
 * the mapping of UTS 46, nontransitional as in browsers: {@code straße} is a name of its own. RFC
 * 5891.
 */
final class DomainNames {
  private static final int MAX_LABEL = 63; // RFC 1035 §2.3.4
  private static final String ACE_PREFIX = "xn--"; // RFC 5890 §2.3.2.1

  /** Read from its tables when the first name needs them. */
  private static final class Uts46 {
    static final IDNA RULES =
        IDNA.getUTS46Instance(
            IDNA.USE_STD3_RULES
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE);
  }

  private DomainNames() {}

  /** The Unicode form, in lower case and without the final dot; empty when it is no name. */
  static Optional<String> unicode(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text; // the root's
    if (name.length() > Address.MAX_DOMAIN) {
      return Optional.empty();
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (isAscii(lower) && !lower.startsWith(ACE_PREFIX) && !lower.contains('.' + ACE_PREFIX)) {
      return isHostName(lower) ? Optional.of(lower) : Optional.empty();
    }
    return ascii(name, true).flatMap(DomainNames::decoded);
  }

  /** The form for DNS of a name in its Unicode form. */
  static String ascii(String unicode) {
    return isAscii(unicode) ? unicode : ascii(unicode, false).orElse(unicode);
  }

  private static Optional<String> ascii(String name, boolean strict) {
    IDNA.Info info = new IDNA.Info();
    String ascii = Uts46.RULES.nameToASCII(name, new StringBuilder(), info).toString();
    boolean fine = isValid(info) && ascii.length() <= Address.MAX_DOMAIN && isHostName(ascii);
    return fine || !strict ? Optional.of(ascii) : Optional.empty();
  }

  private static Optional<String> decoded(String ascii) {
    IDNA.Info info = new IDNA.Info();
    String name = Uts46.RULES.nameToUnicode(ascii, new StringBuilder(), info).toString();
    return isValid(info) ? Optional.of(name) : Optional.empty();
  }

  // labels such as r3---sn are in use
  private static boolean isValid(IDNA.Info info) {
    return Set.of(Error.HYPHEN_3_4).containsAll(info.getErrors());
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  // sub-domain = Let-dig [Ldh-str] ; RFC 5321 §4.1.2
  private static boolean isHostName(String lower) {
    int start = 0;
    for (int i = 0; i <= lower.length(); i++) {
      char c = i < lower.length() ? lower.charAt(i) : '.';
      if (c == '.') {
        boolean label = i > start && i - start <= MAX_LABEL;
        if (!label || lower.charAt(start) == '-' || lower.charAt(i - 1) == '-') {
          return false;
        }
        start = i + 1;
      } else if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
        return false;
      }
    }
    return true;
  }
}
