package org.posthorn.mailauth.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * Asks DNS, by UDP and where an answer is truncated by TCP, and remembers answers as long as their
 * TTL says. Thread-safe; a call waits for the answer.
 */
public final class Dns {

  /** The longest chain of aliases that is followed. */
  public static final int MAX_ALIASES = 16;

  private final LookupSession session;
  private final long patienceMillis;

  /** Starts with nothing remembered; without configured resolvers it asks the system's. */
  public Dns(DnsSettings settings) {
    Cache cache = new Cache(DClass.IN);
    cache.setMaxEntries(settings.cacheEntries());
    cache.setMaxCache((int) settings.longest().toSeconds());
    cache.setMaxNCache((int) settings.longest().toSeconds());
    ExtendedResolver resolver = resolver(settings);
    session =
        LookupSession.builder()
            .resolver(resolver)
            .cache(cache)
            .maxRedirects(MAX_ALIASES + 1) // it counts the first name too
            .ndots(0)
            .build();
    patienceMillis =
        2
            * resolver
                .getTimeout()
                .toMillis(); // an answer over TCP after a truncated one starts again
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
    CompletableFuture<LookupResult> pending =
        session.lookupAsync(name, type, DClass.IN).toCompletableFuture();
    try {
      LookupResult result = pending.get(patienceMillis, TimeUnit.MILLISECONDS);
      return result.getRecords().isEmpty()
          ? new DnsAnswer.NoData()
          : new DnsAnswer.Records(result.getRecords());
    } catch (TimeoutException e) {
      pending.cancel(true);
      return new DnsAnswer.Failed("no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new DnsAnswer.Failed("interrupted");
    } catch (ExecutionException e) {
      return failure(e.getCause() == null ? e : e.getCause());
    }
  }

  private static DnsAnswer failure(Throwable cause) {
    Throwable why =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    if (why instanceof NoSuchDomainException) {
      return new DnsAnswer.NoSuchName();
    }
    if (why instanceof NoSuchRRSetException) {
      return new DnsAnswer.NoData();
    }
    if (why instanceof Error bug) {
      throw bug;
    }
    return new DnsAnswer.Failed(String.valueOf(why.getMessage()));
  }
}
