package org.posthorn.mailauth.dns;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/**
 * Asks DNS, by UDP and where an answer is truncated by TCP, and remembers answers as long as their
 * TTL says. Thread-safe; a call waits for the answer, so it is never made on an event loop.
 */
public final class Dns {

  /** The longest chain of aliases that is followed. */
  public static final int MAX_ALIASES = 16;

  private final Lookup lookup;

  /**
   * Starts with nothing remembered; without configured resolvers it asks the system's.
   *
   * @throws IllegalArgumentException when the trust anchors cannot be read
   */
  public Dns(DnsSettings settings) {
    lookup =
        switch (settings.dnssec().mode()) {
          case OFF -> new PlainLookup(resolver(settings), settings);
          case ON -> new ValidatingLookup(resolver(settings), settings);
          case AUTO ->
              new CautiousLookup(
                  new ValidatingLookup(resolver(settings), settings),
                  new PlainLookup(resolver(settings), settings));
        };
  }

  private static ExtendedResolver resolver(DnsSettings settings) {
    List<Resolver> each = new ArrayList<>();
    settings.resolvers().forEach(address -> each.add(new SimpleResolver(address)));
    ExtendedResolver all = each.isEmpty() ? new ExtendedResolver() : new ExtendedResolver(each);
    Resolver[] asked = all.getResolvers();
    for (Resolver one : asked) {
      one.setTimeout(settings.timeout());
    }
    all.setRetries(settings.tries());
    all.setTimeout(settings.timeout().multipliedBy((long) asked.length * settings.tries()));
    return all;
  }

  /**
   * Asks for records.
   *
   * @param name an absolute name
   * @param type a constant of {@link org.xbill.DNS.Type}
   */
  public DnsAnswer ask(Name name, int type) {
    return lookup.ask(name, type);
  }
}
