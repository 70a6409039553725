package org.posthorn.mime.header;

import java.util.Locale;
import java.util.Map;

/** Time zones as they are written in dates. RFC 5322 §3.3, §4.3. */
final class MailZone {
  // those of RFC 5322, and what date(1) writes where mail is not ambiguous about it
  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("EDT", -240),
          Map.entry("EST", -300),
          Map.entry("CDT", -300),
          Map.entry("CST", -360),
          Map.entry("MDT", -360),
          Map.entry("MST", -420),
          Map.entry("PDT", -420),
          Map.entry("PST", -480),
          Map.entry("WEST", 60),
          Map.entry("BST", 60),
          Map.entry("CET", 60),
          Map.entry("MET", 60),
          Map.entry("CEST", 120),
          Map.entry("MEST", 120),
          Map.entry("EET", 120),
          Map.entry("EEST", 180),
          Map.entry("MSK", 180),
          Map.entry("JST", 540),
          Map.entry("KST", 540));

  private MailZone() {}

  // zone = "+" / "-" 4DIGIT / obs-zone
  /** Minutes east of UTC; 0 for what is not known. RFC 5322 §4.3. */
  static int minutes(String word) {
    String zone = word.toUpperCase(Locale.ROOT);
    if (zone.length() > 3 && (zone.startsWith("GMT") || zone.startsWith("UTC"))) {
      zone = zone.substring(3);
    }
    char sign = zone.isEmpty() ? 0 : zone.charAt(0);
    return sign == '+' || sign == '-'
        ? (sign == '-' ? -1 : 1) * offset(zone.substring(1).replace(":", ""))
        : NAMES.getOrDefault(zone, 0);
  }

  private static int offset(String digits) {
    int number = MailDate.number(digits);
    if (number < 0) {
      return 0;
    }
    return digits.length() < 3 ? number * 60 : number / 100 * 60 + number % 100;
  }
}
