package org.posthorn.mailauth.dmarc;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dkim.DkimResult;
import org.posthorn.mailauth.dmarc.DmarcLookup.Found;
import org.posthorn.mailauth.dmarc.DmarcLookup.NoAnswer;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.posthorn.mailauth.spf.SpfResult;
import org.posthorn.mailauth.spf.SpfVerdict;
import org.xbill.DNS.Name;

/**
 * Compares what signatures and sender policies have proved with who a message says to be from. RFC
 * 7489 §6.6, RFC 9989. Thread-safe; waits for DNS.
 */
public final class DmarcChecker {
  private static final int ALL = 100;

  private final BiFunction<Name, Integer, DnsAnswer> dns;
  private final DmarcDiscovery discovery;
  private final RandomGenerator random;

  /**
   * @param random decides about messages of which a policy wants a part only
   */
  public DmarcChecker(Dns dns, DmarcDiscovery discovery, RandomGenerator random) {
    this(dns::ask, discovery, random);
  }

  /** Asks somebody else for the records of a name and type. */
  public DmarcChecker(
      BiFunction<Name, Integer, DnsAnswer> dns, DmarcDiscovery discovery, RandomGenerator random) {
    this.dns = dns;
    this.discovery = discovery;
    this.random = random;
  }

  /**
   * Checks a message.
   *
   * @param authors the domains of the From field, each once, in A-labels
   */
  public DmarcVerdict check(List<String> authors, SpfVerdict spf, List<DkimResult> signatures) {
    if (authors.size() != 1) { // RFC 7489 §6.6.1
      return DmarcVerdict.without(AuthStatus.PERMERROR, "");
    }
    String author = authors.get(0).toLowerCase(Locale.ROOT);
    DmarcLookup lookup = new DmarcLookup(dns, discovery);
    try {
      return check(author, lookup, spf, signatures);
    } catch (NoAnswer e) {
      return DmarcVerdict.without(AuthStatus.TEMPERROR, author);
    }
  }

  private DmarcVerdict check(
      String author, DmarcLookup lookup, SpfVerdict spf, List<DkimResult> signatures)
      throws NoAnswer {
    Optional<Found> found = lookup.policy(author);
    boolean strictDkim = found.map(each -> each.record().strictDkim()).orElse(false);
    boolean strictSpf = found.map(each -> each.record().strictSpf()).orElse(false);
    boolean signed = false;
    for (DkimResult signature : signatures) {
      signed |=
          signature.status() == AuthStatus.PASS
              && aligned(author, signature.domain(), strictDkim, lookup);
    }
    boolean sent =
        spf.result() == SpfResult.PASS && aligned(author, spf.domain(), strictSpf, lookup);
    if (found.isEmpty()) {
      return new DmarcVerdict(
          AuthStatus.NONE,
          author,
          "",
          Optional.empty(),
          signed,
          sent,
          DmarcPolicy.NONE,
          DmarcPolicy.NONE);
    }
    AuthStatus status = status(signed || sent, spf, signatures);
    DmarcPolicy wanted =
        status == AuthStatus.FAIL ? wanted(author, found.get(), lookup) : DmarcPolicy.NONE;
    return new DmarcVerdict(
        status,
        author,
        found.get().domain(),
        Optional.of(found.get().record()),
        signed,
        sent,
        wanted,
        sampled(found.get().record(), wanted));
  }

  private static boolean aligned(String author, String other, boolean strict, DmarcLookup lookup)
      throws NoAnswer {
    String domain = other.toLowerCase(Locale.ROOT);
    return !domain.isEmpty()
        && (domain.equals(author)
            || !strict && lookup.organization(author).equals(lookup.organization(domain)));
  }

  // RFC 7489 §6.6.2, step 6: what DNS did not say may have made the message pass
  private static AuthStatus status(boolean passes, SpfVerdict spf, List<DkimResult> signatures) {
    if (passes) {
      return AuthStatus.PASS;
    }
    boolean unknown =
        spf.result() == SpfResult.TEMPERROR
            || signatures.stream().anyMatch(each -> each.status() == AuthStatus.TEMPERROR);
    return unknown ? AuthStatus.TEMPERROR : AuthStatus.FAIL;
  }

  private static DmarcPolicy wanted(String author, Found found, DmarcLookup lookup)
      throws NoAnswer {
    DmarcRecord record = found.record();
    if (found.domain().equals(author)) {
      return record.policy();
    }
    return record.missing() == record.subdomains() || lookup.exists(author)
        ? record.subdomains()
        : record.missing();
  }

  private DmarcPolicy sampled(DmarcRecord record, DmarcPolicy wanted) {
    boolean chosen = record.percent() == ALL || random.nextInt(ALL) < record.percent();
    return record.testing() || !chosen ? wanted.milder() : wanted;
  }
}
