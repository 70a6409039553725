package org.posthorn.smtp.codec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Handling;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.MailOptions.Returned;
import org.posthorn.kernel.Xtext;

/** The parameters of MAIL. RFC 5321 §4.1.1.11. */
final class MailParameters extends EsmtpParameters {
  private static final int MAX_SIZE_DIGITS = 20; // RFC 1870 §6
  private static final int MAX_SOLICITATION = 1000; // RFC 3865 §2.4
  private static final int MAX_ENVELOPE_ID = 100; // RFC 3461 §4.4

  OptionalLong size = OptionalLong.empty();
  Body body = Body.SEVEN_BIT;
  boolean utf8;
  boolean individual;
  private Optional<String> envelopeId = Optional.empty();
  private Optional<Returned> returned = Optional.empty();
  private boolean requireTls;
  private int priority;
  private String solicitation = "";
  private final TimingParameters timing = new TimingParameters();

  MailOptions options() {
    Handling handling =
        new Handling(Optional.empty(), Optional.empty(), priority, solicitation, Map.of());
    return new MailOptions(utf8, body, envelopeId, returned, requireTls, handling, List.of());
  }

  MailTiming timing() {
    return timing.timing();
  }

  @Override
  boolean add(String keyword, String value, boolean given) {
    switch (keyword) {
      case "SIZE" -> size = OptionalLong.of(number(value));
      case "BODY" -> body = body(value);
      case "SMTPUTF8" -> utf8 = flag(given);
      case "AUTH" -> requireValue(value); // RFC 4954 §5: nobody here is trusted to assert it
      case "ENVID" -> envelopeId = Optional.of(envelopeId(value));
      case "RET" -> returned = Optional.of(returned(value));
      case "REQUIRETLS" -> requireTls = flag(given); // RFC 8689 §2
      case "PRDR" -> individual = flag(given); // draft-hall-prdr-00
      case "HOLDFOR" -> timing.holdFor(value);
      case "HOLDUNTIL" -> timing.holdUntil(value);
      case "BY" -> timing.by(value);
      case "MT-PRIORITY" -> priority = priority(value);
      case "SOLICIT" -> solicitation = solicitation(value);
      default -> {
        return false;
      }
    }
    return true;
  }

  // priority-value = (["-"] NZDIGIT) / "0" ; RFC 6710 §3
  private static int priority(String value) {
    if (!value.matches("-?[1-9]|0")) {
      throw wrong("MT-PRIORITY is from -9 to 9");
    }
    return Integer.parseInt(value);
  }

  // Solicitation-keywords = word *("," word) ; word = ALPHA *(wordchar) ; RFC 3865 §2.4
  private static String solicitation(String value) {
    if (value.length() > MAX_SOLICITATION
        || !value.matches("[A-Za-z][A-Za-z0-9.:_-]*(,[A-Za-z][A-Za-z0-9.:_-]*)*")) {
      throw wrong("Bad solicitation class");
    }
    return value;
  }

  // envid-parameter = "ENVID=" xtext ; RFC 3461 §4.4
  private static String envelopeId(String value) {
    return Optional.of(value)
        .filter(text -> !text.isEmpty() && text.length() <= MAX_ENVELOPE_ID)
        .flatMap(Xtext::decode)
        .filter(text -> text.chars().allMatch(c -> c >= ' ' && c < 127))
        .orElseThrow(() -> wrong("Bad envelope id"));
  }

  // ret-value = "FULL" / "HDRS" ; RFC 3461 §4.3
  private static Returned returned(String value) {
    return switch (value.toUpperCase(Locale.ROOT)) {
      case "FULL" -> Returned.FULL;
      case "HDRS" -> Returned.HDRS;
      default -> throw wrong("RET is FULL or HDRS");
    };
  }

  // size-value = 1*20DIGIT
  private static long number(String digits) {
    if (digits.isEmpty()
        || digits.length() > MAX_SIZE_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw wrong("Not a number");
    }
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  private static Body body(String value) {
    return Body.named(value).orElseThrow(() -> wrong("No such body type"));
  }

  private static boolean flag(boolean given) {
    if (given) {
      throw wrong("Parameter takes no value");
    }
    return true;
  }

  private static void requireValue(String value) {
    if (value.isEmpty()) {
      throw wrong("Parameter needs a value");
    }
  }
}
