package org.posthorn.mailauth.spf;

import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.xbill.DNS.Name;

/** Asks the domains of senders whether a client may send for them. Thread-safe; waits for DNS. */
public final class SpfChecker {
  /** As long as a check may take, whatever a policy asks for. RFC 7208 §4.6.4: at least 20 s. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BiFunction<Name, Integer, DnsAnswer> dns;
  private final Clock clock;

  public SpfChecker(Dns dns, Clock clock) {
    this(dns::ask, clock);
  }

  /** Asks somebody else for the records of a name and type. */
  public SpfChecker(BiFunction<Name, Integer, DnsAnswer> dns, Clock clock) {
    this.dns = dns;
    this.clock = clock;
  }

  /** What the domain says. RFC 7208 §4. */
  public SpfVerdict check(SpfQuery query) {
    return new SpfCheck(new SpfLookups(dns, clock, PATIENCE), query, clock.instant()).check();
  }
}
