package org.posthorn.events.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.Supplier;
import org.posthorn.kernel.Address;

/**
 * Fires events where somebody observes them; whether anybody does is looked up once, so that they
 * cost nothing otherwise. Called within the transaction that makes an event true.
 *
 * <p>For observers: the transaction may be tried again, so an event is true only after the commit;
 * {@code @Observes(during = AFTER_SUCCESS)} hears of it then. An observer within the transaction
 * ({@code IN_PROGRESS}) may write to the same database; what it throws rolls everything back, with
 * the changes of others that are committed together. It must not wait: not for the network, nor for
 * a transaction of its own.
 */
@ApplicationScoped
public class Observers {
  @Inject BeanManager beans;
  @Inject Event<Object> events;
  @Inject Instance<ProgressAudience> audience;

  private boolean deliveries;
  private boolean changes;
  private boolean settlements;
  private boolean reports;
  private boolean progress;

  @PostConstruct
  void look() {
    deliveries = observed(new MessageDelivered("", 0, Set.of(), 0, ""));
    changes = observed(new MailboxChanged(0, 0));
    settlements = observed(new RecipientSettled("", new Address("", ""), true, ""));
    reports = observed(new RecipientReported("", new Address("", ""), "", ""));
    progress = observed(RecipientProgress.NONE);
  }

  private boolean observed(Object event) {
    return !beans.resolveObserverMethods(event).isEmpty();
  }

  /** Fires it, if somebody observes deliveries. */
  public void delivered(Supplier<MessageDelivered> event) {
    if (deliveries) {
      events.fire(event.get());
    }
  }

  /** Fires it, if somebody observes changes of mailboxes. */
  public void changed(Supplier<MailboxChanged> event) {
    if (changes) {
      events.fire(event.get());
    }
  }

  /** Fires it, if somebody observes what becomes of recipients elsewhere. */
  public void settled(Supplier<RecipientSettled> event) {
    if (settlements) {
      events.fire(event.get());
    }
  }

  /** Fires it, if somebody observes reports of other servers. */
  public void reported(Supplier<RecipientReported> event) {
    if (reports) {
      events.fire(event.get());
    }
  }

  /**
   * Whether somebody wants to be told of this about mail of an account: for events for which rows
   * have to be looked up first.
   */
  public boolean hear(long account, RecipientProgress.Kind kind) {
    return progress && audience.stream().anyMatch(each -> each.hears(account, kind));
  }

  /** Fires it, if somebody observes what becomes of accounts' messages on their way. */
  public void progress(Supplier<RecipientProgress> event) {
    if (progress) {
      events.fire(event.get());
    }
  }
}
