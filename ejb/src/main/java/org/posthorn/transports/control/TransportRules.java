package org.posthorn.transports.control;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;
import org.posthorn.transports.value.RouteSpec;
import org.posthorn.transports.value.TransportKind;
import org.posthorn.transports.value.TransportSpec;

/** Says what transports and routes must be like. */
public final class TransportRules {
  private static final String NAME = "[a-z0-9][a-z0-9._-]{0,63}";
  private static final String HOST = "[A-Za-z0-9._-]{1,253}|\\[[A-Za-z0-9:.]{2,60}]";
  private static final int MAX_PORT = 65_535;
  private static final int MAX_TEXT = 400;
  private static final int MAX_DOMAINS = 4_000; // octets of a list

  private TransportRules() {}

  /**
   * What stands against a transport, if anything.
   *
   * @param password whether it has one
   */
  public static Optional<Objection> objection(String name, TransportSpec spec, boolean password) {
    if (!name.matches(NAME)) {
      return invalid("name", "must be up to 64 of a-z, 0-9, dot, hyphen and underscore");
    }
    boolean oneServer = spec.kind() == TransportKind.SMTP || spec.kind() == TransportKind.LMTP;
    if (oneServer != spec.host().isPresent()) {
      return invalid("host", oneServer ? "is missing" : "is only for smtp and lmtp");
    }
    if (!oneServer && spec.login().isPresent()) {
      return invalid("login", "is only for smtp and lmtp");
    }
    if (spec.login().isPresent() != password) {
      return invalid("password", "must be there with a login, and only then");
    }
    if ((spec.kind() == TransportKind.FAIL) != spec.failure().isPresent()) {
      return invalid("code", "is for fail, and only for it");
    }
    return server(spec).or(() -> source(spec)).or(() -> failure(spec));
  }

  private static Optional<Objection> server(TransportSpec spec) {
    if (spec.host().isEmpty()) {
      return Optional.empty();
    }
    String host = spec.host().get();
    if (!host.matches(HOST)) {
      return invalid("host", "must be a host name or an address in brackets");
    }
    if (spec.port() < 1 || spec.port() > MAX_PORT) {
      return invalid("port", "must be from 1 to " + MAX_PORT);
    }
    return spec.login().filter(login -> login.isEmpty() || login.length() > MAX_TEXT).isPresent()
        ? invalid("login", "must be 1 to " + MAX_TEXT + " characters")
        : Optional.empty();
  }

  private static Optional<Objection> source(TransportSpec spec) {
    if (spec.sourceIpv4().filter(it -> !(it instanceof Inet4Address)).isPresent()) {
      return invalid("sourceIpv4", "must be an IPv4 address");
    }
    return spec.sourceIpv6().filter(Inet4Address.class::isInstance).isPresent()
        ? invalid("sourceIpv6", "must be an IPv6 address")
        : Optional.empty();
  }

  private static Optional<Objection> failure(TransportSpec spec) {
    if (spec.failure().isEmpty()) {
      return Optional.empty();
    }
    int code = spec.failure().get().code();
    if (code < 400 || code > 599) {
      return invalid("code", "must be from 400 to 599");
    }
    String text = spec.failure().get().text();
    boolean printable = text.chars().allMatch(c -> c >= ' ' && c < 127);
    return text.length() > MAX_TEXT || !printable
        ? invalid("text", "must be up to " + MAX_TEXT + " ASCII characters")
        : Optional.empty();
  }

  /** What stands against a route, if anything; whether its transport exists is for others. */
  public static Optional<Objection> objection(RouteSpec spec) {
    if (spec.minimumAttempts() < 0) {
      return invalid("minimumAttempts", "must not be negative");
    }
    return domains("senderDomains", spec.senderDomains())
        .or(() -> domains("recipientDomains", spec.recipientDomains()));
  }

  private static Optional<Objection> domains(String field, List<String> domains) {
    boolean normal =
        domains.stream()
            .allMatch(
                each -> {
                  String name = each.startsWith(".") ? each.substring(1) : each;
                  return Address.domain(name).equals(Optional.of(name));
                });
    if (!normal) {
      return invalid(field, "must be domains, with a dot before those that stand for all below");
    }
    return String.join(" ", domains).length() > MAX_DOMAINS
        ? invalid(field, "must be shorter")
        : Optional.empty();
  }

  private static Optional<Objection> invalid(String field, String reason) {
    return Optional.of(Objection.invalid(field, reason));
  }
}
