package org.posthorn.mailauth.spf;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailauth.spf.SpfRecord.Directive;
import org.posthorn.mailauth.spf.SpfRecord.Mechanism;

/** Reads policies: each term, before any is evaluated. RFC 7208 §4.6. */
final class SpfRecordParser {
  private static final String VERSION = "v=spf1";
  private static final Pattern MODIFIER = Pattern.compile("([A-Za-z][A-Za-z0-9_.-]*)=(.*)");
  private static final Pattern DIRECTIVE =
      Pattern.compile("([+?~-]?)([A-Za-z][A-Za-z0-9]*)([:/].*)?");
  private static final Pattern HOSTS =
      Pattern.compile("(:.*?)?(?:/(0|[1-9][0-9]?))?(?://(0|[1-9][0-9]{0,2}))?");
  private static final Pattern NETWORK = Pattern.compile(":([^/]+)(?:/(0|[1-9][0-9]{0,2}))?");
  private static final int BITS_4 = 32;
  private static final int BITS_6 = 128;

  private final List<Directive> directives = new ArrayList<>();
  private Optional<MacroText> redirect = Optional.empty();
  private Optional<MacroText> explanation = Optional.empty();

  private SpfRecordParser() {}

  /** Whether a TXT record is a policy. RFC 7208 §4.5. */
  static boolean isPolicy(String text) {
    return text.regionMatches(true, 0, VERSION, 0, VERSION.length())
        && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
  }

  /** Reads a policy; empty when any of its terms cannot be read. */
  static Optional<SpfRecord> parse(String text) {
    SpfRecordParser parser = new SpfRecordParser();
    for (String term : text.substring(VERSION.length()).split(" ", -1)) {
      if (!term.isEmpty() && !parser.term(term)) {
        return Optional.empty();
      }
    }
    return Optional.of(new SpfRecord(parser.directives, parser.redirect, parser.explanation));
  }

  private boolean term(String term) {
    Matcher modifier = MODIFIER.matcher(term);
    if (modifier.matches()) {
      return modifier(modifier.group(1).toLowerCase(Locale.ROOT), modifier.group(2));
    }
    Matcher directive = DIRECTIVE.matcher(term);
    if (!directive.matches()) {
      return false;
    }
    String rest = directive.group(3) == null ? "" : directive.group(3);
    Optional<Mechanism> mechanism = mechanism(directive.group(2).toLowerCase(Locale.ROOT), rest);
    mechanism.ifPresent(
        read -> directives.add(new Directive(qualifier(directive.group(1)), read, term)));
    return mechanism.isPresent();
  }

  private boolean modifier(String name, String value) {
    switch (name) {
      case "redirect" -> {
        boolean first = redirect.isEmpty(); // RFC 7208 §6: at most once
        redirect = MacroText.domain(value);
        return first && redirect.isPresent();
      }
      case "exp" -> {
        boolean first = explanation.isEmpty();
        explanation = MacroText.domain(value);
        return first && explanation.isPresent();
      }
      default -> {
        return MacroText.any(value).isPresent();
      }
    }
  }

  private static SpfResult qualifier(String text) {
    return switch (text) {
      case "-" -> SpfResult.FAIL;
      case "~" -> SpfResult.SOFTFAIL;
      case "?" -> SpfResult.NEUTRAL;
      default -> SpfResult.PASS;
    };
  }

  /**
   * Reads a mechanism.
   *
   * @param rest what follows the name, with its colon or slash; empty where nothing does
   */
  private static Optional<Mechanism> mechanism(String name, String rest) {
    return switch (name) {
      case "all" -> rest.isEmpty() ? Optional.of(new Mechanism.All()) : Optional.empty();
      case "include" -> domain(rest).map(Mechanism.Include::new);
      case "exists" -> domain(rest).map(Mechanism.Exists::new);
      case "ptr" ->
          rest.isEmpty()
              ? Optional.of(new Mechanism.Ptr(Optional.empty()))
              : domain(rest).map(domain -> new Mechanism.Ptr(Optional.of(domain)));
      case "a", "mx" -> hosts(name, rest);
      case "ip4" -> network(rest, BITS_4);
      case "ip6" -> network(rest, BITS_6);
      default -> Optional.empty(); // RFC 7208 §4.6.1
    };
  }

  private static Optional<MacroText> domain(String rest) {
    return rest.startsWith(":") ? MacroText.domain(rest.substring(1)) : Optional.empty();
  }

  private static Optional<Mechanism> hosts(String name, String rest) {
    Matcher parts = HOSTS.matcher(rest);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String argument = parts.group(1);
    Optional<MacroText> domain = argument == null ? Optional.empty() : domain(argument);
    int length4 = length(parts.group(2), BITS_4);
    int length6 = length(parts.group(3), BITS_6);
    if (argument != null && domain.isEmpty() || length4 > BITS_4 || length6 > BITS_6) {
      return Optional.empty();
    }
    return Optional.of(
        name.equals("a")
            ? new Mechanism.Host(domain, length4, length6)
            : new Mechanism.Mx(domain, length4, length6));
  }

  private static Optional<Mechanism> network(String rest, int bits) {
    Matcher parts = NETWORK.matcher(rest);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String text = parts.group(1);
    int length = length(parts.group(2), bits);
    Optional<InetAddress> base = bits == BITS_4 ? Network.ip4(text) : Network.ip6(text);
    return base.filter(any -> length <= bits)
        .map(address -> new Mechanism.Ip(new Network(address, length)));
  }

  private static int length(@Nullable String text, int all) {
    return text == null ? all : Integer.parseInt(text);
  }
}
