package org.posthorn.kernel;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A mail address: local part and domain. The domain is in lower case and in its Unicode form; the
 * local part is as it came, in NFC, without quotes. Equality is exact; who looks an account up uses
 * {@link #lookupKey()}.
 */
public record Address(String localPart, String domain) {

  /** Longest local part in octets. RFC 5321 §4.5.3.1.1. */
  public static final int MAX_LOCAL_PART = 64;

  /** Longest domain in octets. RFC 5321 §4.5.3.1.2. */
  public static final int MAX_DOMAIN = 255;

  /** Normalises; whoever has text from outside uses {@link #parse}. */
  public Address {
    localPart = Normalizer.normalize(Objects.requireNonNull(localPart), Normalizer.Form.NFC);
    domain = Normalizer.normalize(domain, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code local@domain} as people write it: a dot-atom (UTF-8 allowed, RFC 6531 §3.3) or
   * quoted local part, and a domain name or address literal. Dots may stand anywhere in the local
   * part, as they do in addresses that some providers have given; controls, blanks other than
   * quoted spaces, and what cannot be seen may not. Empty when it is no address.
   */
  public static Optional<Address> parse(String text) {
    return known(text)
        .filter(address -> address.localPart.codePoints().allMatch(Legible::character));
  }

  /**
   * Reads an address by which something may be known that exists: also one with characters that
   * {@link #parse} refuses, but earlier builds took. Not for addresses that are new.
   */
  public static Optional<Address> known(String text) {
    int at = text.lastIndexOf('@');
    if (at <= 0 || at == text.length() - 1) {
      return Optional.empty();
    }
    Optional<String> local = local(text.substring(0, at));
    Optional<String> domain = domain(text.substring(at + 1));
    return local.flatMap(l -> domain.map(d -> new Address(l, d)));
  }

  /** Reads what {@link #toString} of this or an earlier build has written. */
  public static Address stored(String text) {
    return known(text).orElseGet(() -> cut(text, text.lastIndexOf('@')));
  }

  private static Address cut(String text, int at) {
    return at < 0
        ? new Address(text, "")
        : new Address(text.substring(0, at), text.substring(at + 1));
  }

  private static Optional<String> local(String text) {
    String plain = text;
    if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
      StringBuilder unquoted = new StringBuilder();
      for (int i = 1; i < text.length() - 1; i++) {
        char c = text.charAt(i);
        if (c == '\\' && i + 1 < text.length() - 1) {
          c = text.charAt(++i);
        } else if (c == '"' || c == '\\') {
          return Optional.empty();
        }
        if (c < ' ' || c == 127) {
          return Optional.empty();
        }
        unquoted.append(c);
      }
      plain = unquoted.toString();
    } else if (!text.chars().allMatch(c -> c == '.' || isAtext((char) c))) {
      return Optional.empty();
    }
    int octets = plain.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    return octets > MAX_LOCAL_PART ? Optional.empty() : Optional.of(plain);
  }

  private static boolean isDotAtom(String text) {
    boolean dot = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (dot) {
          return false;
        }
        dot = true;
      } else if (isAtext(c)) {
        dot = false;
      } else {
        return false;
      }
    }
    return !dot;
  }

  // atext of RFC 5322 §3.2.3 with UTF8-non-ascii of RFC 6531 §3.3
  private static boolean isAtext(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0
        || c >= 0xA0;
  }

  /** A domain name (A-labels become U-labels) or an address literal, in lower case; else empty. */
  public static Optional<String> domain(String text) {
    if (text.isEmpty() || text.length() > MAX_DOMAIN) {
      return Optional.empty();
    }
    if (text.startsWith("[") && text.endsWith("]")) {
      boolean plain = text.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
      return plain ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }
    return DomainNames.unicode(text);
  }

  /**
   * What accounts are found by: local part in lower case, so {@code Ann@x} and {@code ann@x} meet.
   */
  public String lookupKey() {
    return localPart.toLowerCase(Locale.ROOT) + '@' + domain;
  }

  /** The domain as DNS wants it: A-labels. RFC 5891. */
  public String asciiDomain() {
    return domain.startsWith("[") ? domain : DomainNames.ascii(domain);
  }

  /**
   * Whether the address can only travel with SMTPUTF8. RFC 6531 §3.4: the domain can be A-labels.
   */
  public boolean needsUtf8() {
    return localPart.chars().anyMatch(c -> c > 127);
  }

  /** The wire form without angle brackets; the local part is quoted where it must be. */
  @Override
  public String toString() {
    return quotedLocalPart() + '@' + domain;
  }

  /** The wire form with the domain as A-labels, for peers without SMTPUTF8. */
  public String toAscii() {
    return quotedLocalPart() + '@' + asciiDomain();
  }

  private String quotedLocalPart() {
    if (isDotAtom(localPart)) {
      return localPart;
    }
    return '"' + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
