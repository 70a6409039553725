package org.posthorn.signing.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.posthorn.database.Outage;
import org.posthorn.domains.boundary.DomainInfo;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.DomainsChanged;
import org.posthorn.mailauth.dkim.DkimAlgorithm;
import org.posthorn.signing.entity.DkimDomain;
import org.posthorn.signing.entity.DkimKey;
import org.posthorn.signing.entity.DkimKey.Halves;
import org.posthorn.signing.value.DkimKeysChanged;
import org.posthorn.threads.Background;
import org.posthorn.transactions.boundary.RetryOnConflict;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Gives each domain that has never had keys its first ones, RSA and Ed25519; they sign at once,
 * because a signature whose key is not published yet counts as none. RFC 6376 §6.1.
 */
@ApplicationScoped
public class FirstKeys {
  /** In the order in which they sign. */
  static final List<DkimAlgorithm> ALGORITHMS =
      List.of(DkimAlgorithm.RSA_SHA256, DkimAlgorithm.ED25519_SHA256);

  private static final System.Logger LOG = System.getLogger(FirstKeys.class.getName());
  private static final int PAGE = 500;

  @Inject Domains domains;
  @Inject DkimKeyRows rows;
  @Inject KeyMaker maker;
  @Inject Transactions transactions;
  @Inject RetryOnConflict contested;
  @Inject Event<DkimKeysChanged> changes;
  @Resource ManagedExecutorService executor;
  Clock clock = Clock.systemUTC();

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) DomainsChanged change) {
    try {
      Background.execute(executor, "dkim-first-keys", () -> make(change.name()));
    } catch (RejectedExecutionException stopping) { // the timer does it
      LOG.log(System.Logger.Level.DEBUG, "event=dkim-keys-later", stopping);
    }
  }

  private void make(String name) {
    try {
      domains.find(name).ifPresent(this::make);
    } catch (RuntimeException e) { // the timer tries again
      Outage.tell(LOG, System.Logger.Level.WARNING, "event=dkim-keys-not-made domain=" + name, e);
    }
  }

  /** Makes those of all domains that have had none. */
  public void makeAll() {
    Set<Long> served = transactions.call(() -> rows.served());
    String after = "";
    List<DomainInfo> page;
    do {
      page = domains.list(after, PAGE);
      for (DomainInfo domain : page) {
        after = domain.name();
        if (!served.contains(domain.id())) {
          make(domain);
        }
      }
    } while (page.size() == PAGE);
  }

  /** Makes those of a domain, unless it had keys before; committed on return. */
  public void make(DomainInfo domain) {
    if (transactions.call(() -> rows.served(domain.id()))) {
      return;
    }
    OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    Map<String, Halves> made = new LinkedHashMap<>();
    for (DkimAlgorithm algorithm : ALGORITHMS) {
      String selector = selector(now, algorithm);
      made.put(selector, maker.make(algorithm, domain.id(), selector));
    }
    Optional<Boolean> added = contested.call(() -> add(domain, made, now));
    if (added.orElse(false)) {
      LOG.log(
          System.Logger.Level.INFO,
          "event=dkim-keys-made domain={0} selectors={1}",
          domain.name(),
          String.join(",", made.keySet()));
    }
  }

  private boolean add(DomainInfo domain, Map<String, Halves> made, OffsetDateTime now) {
    if (rows.served(domain.id()) || domains.find(domain.name()).isEmpty()) {
      return false; // another server was faster, or the domain is gone
    }
    rows.served(new DkimDomain(domain.id(), now));
    made.forEach(
        (selector, halves) -> {
          DkimKey key = new DkimKey(domain.id(), selector, halves, now);
          key.activate();
          rows.add(key);
        });
    changes.fire(new DkimKeysChanged(domain.id()));
    return true;
  }

  /** The selector of a key that is made now: the day, and what kind it is. */
  public static String selector(OffsetDateTime now, DkimAlgorithm algorithm) {
    return now.format(DateTimeFormatter.BASIC_ISO_DATE).substring(0, 8)
        + algorithm.keyType().charAt(0);
  }
}
