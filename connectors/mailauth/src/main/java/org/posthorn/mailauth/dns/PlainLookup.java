package org.posthorn.mailauth.dns;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** Takes answers as they come: nothing says that they are true. */
final class PlainLookup implements Lookup {
  private final LookupSession session;
  private final Duration patience;

  PlainLookup(Resolver resolver, DnsSettings settings) {
    Cache cache = new Cache(DClass.IN);
    cache.setMaxEntries(settings.cacheEntries());
    cache.setMaxCache((int) settings.longest().toSeconds());
    cache.setMaxNCache((int) settings.longest().toSeconds());
    session =
        LookupSession.builder()
            .resolver(resolver)
            .cache(cache)
            .maxRedirects(Dns.MAX_ALIASES + 1) // it counts the first name too
            .ndots(0)
            .build();
    patience =
        resolver.getTimeout().multipliedBy(2); // an answer by TCP after a truncated one starts anew
  }

  @Override
  public DnsAnswer ask(Name name, int type) {
    CompletableFuture<LookupResult> pending =
        session.lookupAsync(name, type, DClass.IN).toCompletableFuture();
    try {
      LookupResult result = pending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return result.getRecords().isEmpty()
          ? new DnsAnswer.NoData()
          : new DnsAnswer.Records(result.getRecords(), false, result.getRecords().get(0).getName());
    } catch (TimeoutException e) {
      pending.cancel(true);
      return DnsAnswer.Failed.because("no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DnsAnswer.Failed.because("interrupted");
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
    return DnsAnswer.Failed.because(String.valueOf(why.getMessage()));
  }
}
