package org.posthorn.mailauth.spf;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailauth.spf.SpfLookups.Ended;
import org.posthorn.mailauth.spf.SpfRecord.Directive;
import org.posthorn.mailauth.spf.SpfRecord.Mechanism;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Type;

/** One check. RFC 7208 §4.6. For one thread. */
final class SpfCheck {
  private static final int MAX_HOSTS = 10; // RFC 7208 §4.6.4: of an MX or a PTR record set
  private static final int MAX_EXPLANATION = 255;

  private final SpfLookups lookups;
  private final SpfQuery query;
  private final MacroExpansion expansion;
  private @Nullable List<String> clientNames;

  SpfCheck(SpfLookups lookups, SpfQuery query, Instant now) {
    this.lookups = lookups;
    this.query = query;
    expansion = new MacroExpansion(query, now, this::validatedName);
  }

  SpfVerdict check() {
    String domain = query.domain().toLowerCase(Locale.ROOT);
    try {
      return domain.matches(".*[^.]\\.[^.].*") // RFC 7208 §4.3: one label is no domain of mail
          ? evaluate(domain, true)
          : SpfVerdict.of(SpfResult.NONE, "", "no domain");
    } catch (Ended e) {
      return SpfVerdict.of(e.result(), domain, String.valueOf(e.getMessage()));
    }
  }

  private SpfVerdict evaluate(String domain, boolean explains) throws Ended {
    List<String> policies =
        lookups.texts(domain).stream().filter(SpfRecordParser::isPolicy).toList();
    if (policies.isEmpty()) {
      return SpfVerdict.of(SpfResult.NONE, domain, "no policy");
    }
    if (policies.size() > 1) { // RFC 7208 §4.5
      throw new Ended(SpfResult.PERMERROR, "several policies");
    }
    SpfRecord policy =
        SpfRecordParser.parse(policies.get(0))
            .orElseThrow(() -> new Ended(SpfResult.PERMERROR, "the policy cannot be read"));
    for (Directive directive : policy.directives()) {
      if (matches(directive.mechanism(), domain)) {
        SpfVerdict verdict = SpfVerdict.by(directive.result(), domain, directive.text());
        return explains && verdict.result() == SpfResult.FAIL
            ? verdict.explained(explanation(policy, domain))
            : verdict;
      }
    }
    return policy.redirect().isPresent()
        ? redirected(policy.redirect().get(), domain, explains)
        : SpfVerdict.by(SpfResult.NEUTRAL, domain, "default"); // RFC 7208 §4.7
  }

  private SpfVerdict redirected(MacroText to, String domain, boolean explains) throws Ended {
    lookups.term();
    Optional<String> target = expansion.expand(to, domain);
    SpfVerdict verdict =
        target.isPresent()
            ? evaluate(target.get(), explains)
            : SpfVerdict.of(SpfResult.NONE, domain, "");
    if (verdict.result() == SpfResult.NONE) { // RFC 7208 §6.1
      throw new Ended(SpfResult.PERMERROR, "redirected to a domain without a policy");
    }
    return verdict;
  }

  private boolean matches(Mechanism mechanism, String domain) throws Ended {
    if (mechanism instanceof Mechanism.All) {
      return true;
    }
    if (mechanism instanceof Mechanism.Ip ip) {
      return ip.network().contains(query.client());
    }
    lookups.term();
    if (mechanism instanceof Mechanism.Include include) {
      return includes(expansion.expand(include.domain(), domain));
    }
    if (mechanism instanceof Mechanism.Exists exists) {
      Optional<String> name = expansion.expand(exists.domain(), domain);
      // RFC 7208 §5.7: of type A, even for a client with IPv6
      return name.isPresent() && !lookups.records(name.get(), Type.A, ARecord.class).isEmpty();
    }
    if (mechanism instanceof Mechanism.Host host) {
      Optional<String> name = target(host.domain(), domain);
      return name.isPresent() && hasAddress(name.get(), host.length4(), host.length6());
    }
    if (mechanism instanceof Mechanism.Mx mx) {
      Optional<String> name = target(mx.domain(), domain);
      return name.isPresent() && takesMail(name.get(), mx.length4(), mx.length6());
    }
    return mechanism instanceof Mechanism.Ptr ptr && isNamed(target(ptr.domain(), domain));
  }

  private Optional<String> target(Optional<MacroText> given, String domain) {
    return given.isPresent() ? expansion.expand(given.get(), domain) : Optional.of(domain);
  }

  private boolean includes(Optional<String> domain) throws Ended {
    if (domain.isEmpty()) {
      return false;
    }
    SpfVerdict verdict = evaluate(domain.get(), false);
    if (verdict.result() == SpfResult.NONE) { // RFC 7208 §5.2
      throw new Ended(SpfResult.PERMERROR, "includes a domain without a policy");
    }
    return verdict.result() == SpfResult.PASS;
  }

  private boolean hasAddress(String name, int length4, int length6) throws Ended {
    for (InetAddress address : lookups.addresses(name, query.client())) {
      int length = address.getAddress().length == 4 ? length4 : length6;
      if (new Network(address, length).contains(query.client())) {
        return true;
      }
    }
    return false;
  }

  private boolean takesMail(String domain, int length4, int length6) throws Ended {
    List<MXRecord> hosts = lookups.records(domain, Type.MX, MXRecord.class);
    if (hosts.size() > MAX_HOSTS) {
      throw new Ended(SpfResult.PERMERROR, "more than " + MAX_HOSTS + " MX hosts");
    }
    for (MXRecord host : hosts) {
      if (hasAddress(host.getTarget().toString(true), length4, length6)) {
        return true;
      }
    }
    return false;
  }

  private boolean isNamed(Optional<String> domain) throws Ended {
    if (domain.isPresent()) {
      for (String name : validatedNames()) {
        if (within(name, domain.get())) {
          return true;
        }
      }
    }
    return false;
  }

  private List<String> validatedNames() throws Ended {
    List<String> known = clientNames;
    if (known == null) { // asked once, however often a policy names them
      known = findNames();
      clientNames = known;
    }
    return known;
  }

  private List<String> findNames() throws Ended {
    List<String> validated = new ArrayList<>();
    List<String> names = lookups.names(query.client());
    for (String name : names.subList(0, Math.min(MAX_HOSTS, names.size()))) {
      if (lookups.has(name, query.client())) {
        validated.add(name);
      }
    }
    return validated;
  }

  private static boolean within(String name, String domain) {
    String lower = name.toLowerCase(Locale.ROOT);
    String above = domain.toLowerCase(Locale.ROOT);
    return lower.equals(above) || lower.endsWith("." + above);
  }

  /** For the macro {@code p}: the domain itself, else one below it, else any. RFC 7208 §7.3. */
  private String validatedName(String domain) {
    try {
      List<String> names = validatedNames();
      return names.stream()
          .filter(name -> name.equalsIgnoreCase(domain))
          .findFirst()
          .or(() -> names.stream().filter(name -> within(name, domain)).findFirst())
          .or(() -> names.stream().findFirst())
          .orElse("unknown");
    } catch (Ended e) {
      return "unknown";
    }
  }

  private Optional<String> explanation(SpfRecord policy, String domain) {
    try {
      Optional<String> name =
          policy.explanation().flatMap(target -> expansion.expand(target, domain));
      List<String> texts = name.isPresent() ? lookups.texts(name.get()) : List.of();
      return texts.size() == 1
          ? MacroText.explanation(texts.get(0))
              .flatMap(text -> expansion.expand(text, domain))
              .map(text -> text.substring(0, Math.min(MAX_EXPLANATION, text.length())))
          : Optional.empty();
    } catch (Ended e) {
      return Optional.empty();
    }
  }
}
