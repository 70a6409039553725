package org.posthorn.filtering.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.posthorn.database.Outage;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.dmarc.Organizations;

/**
 * To whom accounts have written. Written down every few seconds: what is lost in a crash is a
 * stranger a little longer.
 */
@ApplicationScoped
public class Correspondents {
  private static final System.Logger LOG = System.getLogger(Correspondents.class.getName());
  private static final int MOST_WAITING = 100_000;
  private static final int REMEMBERED = 20_000;
  private static final long AGAIN_SECONDS = 86_400;

  @Inject HistoryRows rows;
  Clock clock = Clock.systemUTC();

  private final Map<Long, Set<Long>> waiting = new HashMap<>();
  private int count;
  private final Map<Long, Long> written = new LinkedHashMap<>(); // mixed digests, when

  /** By what an address is known: as facts about senders have it. */
  public static String text(Address address) {
    return address.localPart().toLowerCase(Locale.ROOT) + '@' + address.asciiDomain();
  }

  /** An account writes to some. */
  public synchronized void wrote(long account, Collection<Address> recipients) {
    for (Address each : recipients) {
      String address = text(each);
      String domain = SenderFacts.domain(address);
      add(account, Signal.digest(address));
      add(account, Signal.digest(domain));
      add(account, Signal.digest(Organizations.of(domain)));
    }
  }

  private void add(long account, long whom) {
    long key = whom * 31 + account;
    long now = clock.instant().getEpochSecond();
    if (written.getOrDefault(key, 0L) > now - AGAIN_SECONDS || count >= MOST_WAITING) {
      return;
    }
    written.put(key, now);
    if (written.size() > REMEMBERED) {
      written.remove(written.keySet().iterator().next());
    }
    if (waiting.computeIfAbsent(account, none -> new HashSet<>()).add(whom)) {
      count++;
    }
  }

  /** Writes down what is waiting; what cannot be written in an outage waits on. */
  public void write() {
    Map<Long, Set<Long>> left = take();
    try {
      for (Map.Entry<Long, Set<Long>> each : List.copyOf(left.entrySet())) {
        write(each.getKey(), each.getValue());
        left.remove(each.getKey());
      }
    } finally {
      giveBack(left);
    }
  }

  private synchronized Map<Long, Set<Long>> take() {
    Map<Long, Set<Long>> taken = new HashMap<>(waiting);
    waiting.clear();
    count = 0;
    return taken;
  }

  private synchronized void giveBack(Map<Long, Set<Long>> left) {
    left.forEach(
        (account, whom) -> {
          Set<Long> all = waiting.computeIfAbsent(account, none -> new HashSet<>());
          count -= all.size();
          all.addAll(whom);
          count += all.size();
        });
  }

  private void write(long account, Set<Long> whom) {
    try {
      rows.wrote(account, whom, clock.instant());
    } catch (RuntimeException e) { // another server may have made a row a moment ago
      LOG.log(System.Logger.Level.DEBUG, "event=correspondents-again", e);
      writeAgain(account, whom);
    }
  }

  private void writeAgain(long account, Set<Long> whom) {
    try {
      rows.wrote(account, whom, clock.instant());
    } catch (RuntimeException e) {
      if (Outage.unreachable(e).isPresent()) {
        throw e;
      }
      // strangers for a day more; others come after them
      LOG.log(System.Logger.Level.WARNING, "event=correspondents-lost account=" + account, e);
    }
  }
}
