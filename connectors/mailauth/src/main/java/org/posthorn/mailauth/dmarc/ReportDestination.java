package org.posthorn.mailauth.dmarc;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.reports.MailtoUri;

/**
 * To whom aggregate reports go.
 *
 * @param mostOctets of a mail; {@link Long#MAX_VALUE} where nothing is said
 */
public record ReportDestination(Address address, long mostOctets) {
  // dmarc-uri = URI [ "!" 1*DIGIT [ "k" / "m" / "g" / "t" ] ] ; RFC 7489 §6.4
  private static final Pattern URI = Pattern.compile("([^!]+)(?:!([0-9]{1,9})([kmgtKMGT]?))?");
  private static final int BITS_OF_A_UNIT = 10; // RFC 7489 §6.2

  static Optional<ReportDestination> of(String uri) {
    Matcher parts = URI.matcher(uri);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long most =
        parts.group(2) == null
            ? Long.MAX_VALUE
            : octets(Long.parseLong(parts.group(2)), parts.group(3).toLowerCase(Locale.ROOT));
    return MailtoUri.address(parts.group(1).strip())
        .map(address -> new ReportDestination(address, most));
  }

  private static long octets(long number, String unit) {
    int bits = unit.isEmpty() ? 0 : ("kmgt".indexOf(unit) + 1) * BITS_OF_A_UNIT;
    return number > Long.MAX_VALUE >> bits ? Long.MAX_VALUE : number << bits;
  }
}
