package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.hooks.entity.Webhook;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.hooks.value.WebhooksChanged;

/**
 * Which webhooks want to be told of what, from memory. A change counts at once here and is told to
 * other servers; in any case it is seen after a minute.
 */
@ApplicationScoped
public class ListeningWebhooks {
  /** What is told to other servers. */
  static final String CHANGED = "WEBHOOKS";

  private static final long LIFE = Duration.ofMinutes(1).toNanos();

  @Inject ChangeTopic topic;
  @PersistenceContext EntityManager entities;

  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable Loaded loaded;

  private record Listener(long webhook, Set<HookEvent> events) {}

  private record Loaded(Map<Long, List<Listener>> byAccount, long at, long change) {}

  /** The webhooks of an account that want to be told; within the caller's transaction. */
  List<Long> of(long account, HookEvent event) {
    List<Listener> listeners = loaded(Long.MAX_VALUE).byAccount().get(account);
    return listeners == null
        ? List.of()
        : listeners.stream()
            .filter(each -> each.events().contains(event))
            .map(Listener::webhook)
            .toList();
  }

  /** Looks at the rows again when that is long ago; within the caller's transaction. */
  void refresh() {
    loaded(LIFE);
  }

  private Loaded loaded(long life) {
    Loaded known = loaded;
    long now = System.nanoTime();
    long change = changes.get(); // before the rows are read: a later change counts
    if (known != null && known.change() == change && now - known.at() < life) {
      return known;
    }
    Map<Long, List<Listener>> byAccount = new HashMap<>();
    for (Object each :
        entities.createNativeQuery("select id, account_id, events from webhook").getResultList()) {
      Object[] row = (Object[]) each;
      byAccount
          .computeIfAbsent(((Number) row[1]).longValue(), none -> new ArrayList<>(1))
          .add(new Listener(((Number) row[0]).longValue(), Webhook.events((String) row[2])));
    }
    Loaded read = new Loaded(byAccount, now, change);
    loaded = read;
    return read;
  }

  void on(@Observes(during = TransactionPhase.AFTER_COMPLETION) WebhooksChanged change) {
    changes.incrementAndGet();
    topic.tell(CHANGED, 0, "");
  }

  void on(@Observes ChangedElsewhere change) {
    if (change.kind().equals(CHANGED)) {
      changes.incrementAndGet();
    }
  }
}
