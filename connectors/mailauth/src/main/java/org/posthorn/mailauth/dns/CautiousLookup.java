package org.posthorn.mailauth.dns;

import java.time.Duration;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Validates as soon as the resolver was seen to pass on the signed keys of the root. Until then
 * answers count as unsigned, and the resolver is looked at again from time to time: mail must not
 * stop because a forwarder knows nothing of DNSSEC. From then on there is no way back, so that
 * nobody switches validation off by spoiling signatures.
 */
final class CautiousLookup implements Lookup {
  private static final System.Logger LOG = System.getLogger(CautiousLookup.class.getName());
  private static final Duration AGAIN = Duration.ofMinutes(10);

  private final Lookup validating;
  private final Lookup plain;
  private volatile boolean validates;
  private volatile long lookAgain = System.nanoTime();

  CautiousLookup(Lookup validating, Lookup plain) {
    this.validating = validating;
    this.plain = plain;
  }

  @Override
  public DnsAnswer ask(Name name, int type) {
    if (!validates && System.nanoTime() - lookAgain >= 0) {
      look();
    }
    return (validates ? validating : plain).ask(name, type);
  }

  private synchronized void look() {
    if (validates || System.nanoTime() - lookAgain < 0) {
      return; // another thread has looked meanwhile
    }
    DnsAnswer keys = validating.ask(Name.root, Type.DNSKEY);
    if (keys instanceof DnsAnswer.Records records && records.secure()) {
      validates = true;
      LOG.log(System.Logger.Level.INFO, "event=dnssec-on");
    } else {
      lookAgain = System.nanoTime() + AGAIN.toNanos();
      String why = keys instanceof DnsAnswer.Failed failed ? failed.why() : "no signed root";
      LOG.log(
          System.Logger.Level.WARNING,
          "event=dnssec-off answered=no-dane cause=\"{0}\"",
          why.replace('"', '\''));
    }
  }
}
