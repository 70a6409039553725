package org.posthorn.smtp.codec;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.posthorn.kernel.Recipient.Notify;
import org.posthorn.kernel.Recipient.Original;
import org.posthorn.kernel.Recipient.ValidSince;
import org.posthorn.kernel.Xtext;

/** The parameters of RCPT. RFC 3461 §4.1, §4.2, RFC 7293 §3. */
final class RecipientParameters extends EsmtpParameters {
  private static final int MAX_ORIGINAL = 500; // RFC 3461 §4.2

  Optional<Original> original = Optional.empty();
  Set<Notify> notifyOn = Set.of();
  Optional<ValidSince> validSince = Optional.empty();

  @Override
  boolean add(String keyword, String value, boolean given) {
    switch (keyword) {
      case "NOTIFY" -> notifyOn = notifyOn(value);
      case "ORCPT" -> original = Optional.of(original(value));
      case "RRVS" -> validSince = Optional.of(TimingParameters.validSince(value));
      default -> {
        return false;
      }
    }
    return true;
  }

  // notify-esmtp-value = "NEVER" / 1#notify-list-element ; SUCCESS, FAILURE, DELAY: RFC 3461 §4.1
  private static Set<Notify> notifyOn(String value) {
    Set<Notify> found = EnumSet.noneOf(Notify.class);
    for (String each : value.split(",", -1)) {
      switch (each.toUpperCase(Locale.ROOT)) {
        case "NEVER" -> found.add(Notify.NEVER);
        case "SUCCESS" -> found.add(Notify.SUCCESS);
        case "FAILURE" -> found.add(Notify.FAILURE);
        case "DELAY" -> found.add(Notify.DELAY);
        default -> throw wrong("NOTIFY is NEVER, or some of SUCCESS, FAILURE and DELAY");
      }
    }
    if (found.contains(Notify.NEVER) && found.size() > 1) {
      throw wrong("NEVER stands alone");
    }
    return found;
  }

  // original-recipient-address = addr-type ";" xtext ; RFC 3461 §4.2
  private static Original original(String value) {
    int end = value.indexOf(';');
    String type = end < 0 ? "" : value.substring(0, end);
    boolean atom =
        !type.isEmpty()
            && type.chars().allMatch(c -> c > ' ' && c < 127 && "()<>@,;:\\\".[]".indexOf(c) < 0);
    if (!atom || value.length() > MAX_ORIGINAL) {
      throw wrong("Bad original recipient");
    }
    return new Original(type, address(type, value.substring(end + 1)));
  }

  // RFC 6533 §3: utf-8-addr-unitext has no encoding for what is not ASCII
  private static String address(String type, String encoded) {
    boolean international = type.equalsIgnoreCase("utf-8");
    Optional<String> address =
        international && !Paths.isAscii(encoded) ? Optional.of(encoded) : Xtext.decode(encoded);
    return address
        .filter(text -> !text.isEmpty())
        .filter(text -> text.chars().allMatch(c -> c >= ' ' && c != 127))
        .filter(text -> international || Paths.isAscii(text))
        .filter(text -> Xtext.encode(text).length() <= MAX_ORIGINAL) // as queues will keep it
        .orElseThrow(() -> wrong("Bad original recipient"));
  }
}
