package org.posthorn.mailauth.spf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.function.Function;
import org.posthorn.mailauth.spf.MacroText.Part;

/**
 * Puts the values of a query in the place of macros. RFC 7208 §7.
 *
 * @param validated the validated name of the client for a domain, or {@code unknown}; asked only
 *     where a policy wants it
 */
record MacroExpansion(SpfQuery query, Instant now, Function<String, String> validated) {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"; // RFC 3986 §2.3
  private static final String HEX = "0123456789abcdef";

  /**
   * The text that comes out.
   *
   * @param domain whose policy is looked at
   * @return empty where a local part cannot stand in a domain. RFC 8616 §4
   */
  Optional<String> expand(MacroText text, String domain) {
    StringBuilder expanded = new StringBuilder();
    for (Part part : text.parts()) {
      if (part instanceof Part.Literal literal) {
        expanded.append(literal.text());
      } else if (part instanceof Part.Macro macro) {
        String value = transformed(macro, value(macro.letter(), domain));
        if (!value.chars().allMatch(c -> c < 128)) {
          return Optional.empty();
        }
        expanded.append(macro.escaped() ? escaped(value) : value);
      }
    }
    return Optional.of(expanded.toString());
  }

  private String value(char letter, String domain) {
    return switch (letter) {
      case 's' -> query.localPart() + "@" + query.domain();
      case 'l' -> query.localPart();
      case 'o' -> query.domain();
      case 'd' -> domain;
      case 'i' -> dotted(query.client());
      case 'p' -> validated.apply(domain);
      case 'v' -> query.client() instanceof Inet4Address ? "in-addr" : "ip6";
      case 'h' -> query.helo();
      case 'c' -> Network.text(query.client());
      case 'r' -> query.receiver().isEmpty() ? "unknown" : query.receiver();
      case 't' -> Long.toString(now.getEpochSecond());
      default -> "";
    };
  }

  /** An address as it is asked for in DNS: IPv6 as nibbles. */
  static String dotted(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    StringBuilder nibbles = new StringBuilder();
    for (byte octet : address.getAddress()) {
      nibbles.append(HEX.charAt(octet >> 4 & 0xf)).append('.');
      nibbles.append(HEX.charAt(octet & 0xf)).append('.');
    }
    nibbles.setLength(nibbles.length() - 1);
    return nibbles.toString();
  }

  private static String transformed(Part.Macro macro, String value) {
    if (macro.digits() == 0 && !macro.reversed() && macro.delimiters().equals(".")) {
      return value;
    }
    List<String> parts = new ArrayList<>();
    boolean between = true; // whether a delimiter, or the start, is just before
    StringTokenizer tokens = new StringTokenizer(value, macro.delimiters(), true);
    while (tokens.hasMoreTokens()) {
      String token = tokens.nextToken();
      boolean delimiter = token.length() == 1 && macro.delimiters().contains(token);
      if (!delimiter) {
        parts.add(token);
      } else if (between) {
        parts.add("");
      }
      between = delimiter;
    }
    if (between) {
      parts.add("");
    }
    if (macro.reversed()) {
      Collections.reverse(parts);
    }
    int kept = macro.digits() == 0 ? parts.size() : Math.min(macro.digits(), parts.size());
    return String.join(".", parts.subList(parts.size() - kept, parts.size()));
  }

  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : value.getBytes(UTF_8)) {
      char c = (char) (octet & 0xff);
      if (UNRESERVED.indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append('%').append(HEX.toUpperCase(Locale.ROOT).charAt(c >> 4));
        escaped.append(HEX.toUpperCase(Locale.ROOT).charAt(c & 0xf));
      }
    }
    return escaped.toString();
  }
}
