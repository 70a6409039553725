package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.posthorn.database.Outage;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.hooks.entity.Webhook;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.hooks.value.WebhooksChanged;
import org.posthorn.threads.Background;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Which webhooks want to be told of what, from memory: the transactions of deliveries only look
 * there. A change counts at once here and is told to other servers; in any case it is seen after a
 * minute.
 */
@ApplicationScoped
public class ListeningWebhooks {
  /** What is told to other servers. */
  static final String CHANGED = "WEBHOOKS";

  private static final System.Logger LOG = System.getLogger(ListeningWebhooks.class.getName());

  @Inject ChangeTopic topic;
  @Inject Transactions transactions;
  @Inject HookEnvironment environment;
  @PersistenceContext EntityManager entities;

  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong readings = new AtomicLong();
  private volatile Loaded loaded = NONE;

  private record Listener(long webhook, Set<HookEvent> events) {}

  /**
   * What was read.
   *
   * @param reading which reading it was, from 1; a later one has seen more
   * @param change how many changes were known before
   */
  private record Loaded(Map<Long, List<Listener>> byAccount, long reading, long change) {}

  private static final Loaded NONE = new Loaded(Map.of(), 0, 0);

  /** The webhooks of an account that want to be told. */
  List<Long> of(long account, HookEvent event) {
    Loaded known = loaded;
    if (known.reading() == 0) { // this server has just begun
      known = read();
    }
    List<Listener> listeners = known.byAccount().get(account);
    return listeners == null
        ? List.of()
        : listeners.stream()
            .filter(each -> each.events().contains(event))
            .map(Listener::webhook)
            .toList();
  }

  /** Looks at the rows, in a transaction of its own. */
  public void reload() {
    transactions.run(this::read);
  }

  /** Looks at the rows if something has changed; a failure is mended within a minute. */
  public void reloadIfChanged() {
    if (loaded.change() == changes.get()) {
      return;
    }
    try {
      reload();
    } catch (RuntimeException failure) {
      Outage.tell(LOG, System.Logger.Level.WARNING, "event=webhooks-not-read", failure);
    }
  }

  private Loaded read() {
    long reading = readings.incrementAndGet();
    long change = changes.get(); // before the rows are read: a later change counts
    Map<Long, List<Listener>> byAccount = new HashMap<>();
    for (Object each :
        entities.createNativeQuery("select id, account_id, events from webhook").getResultList()) {
      Object[] row = (Object[]) each;
      byAccount
          .computeIfAbsent(((Number) row[1]).longValue(), none -> new ArrayList<>(1))
          .add(new Listener(((Number) row[0]).longValue(), Webhook.events((String) row[2])));
    }
    Loaded read = new Loaded(byAccount, reading, change);
    return keep(read);
  }

  private synchronized Loaded keep(Loaded read) {
    if (read.reading() > loaded.reading()) {
      loaded = read;
    }
    return loaded;
  }

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) WebhooksChanged change) {
    changes.incrementAndGet();
    topic.tell(CHANGED, 0, "");
  }

  void on(@Observes ChangedElsewhere change) {
    if (change.kind().equals(CHANGED)) {
      changes.incrementAndGet();
      try {
        Background.execute(environment.workers(), "webhooks-read", this::reloadIfChanged);
      } catch (RejectedExecutionException stopping) {
        LOG.log(System.Logger.Level.DEBUG, "event=webhooks-not-read", stopping);
      }
    }
  }
}
