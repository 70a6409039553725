package org.posthorn.hooks.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.posthorn.events.boundary.MessageDelivered;
import org.posthorn.events.boundary.ProgressAudience;
import org.posthorn.events.boundary.RecipientProgress;
import org.posthorn.hooks.control.HookEventCalls;

/** Notes for webhooks what happens to mail, in the transaction that makes it true. */
@ApplicationScoped
public class HookEvents implements ProgressAudience {
  @Inject HookEventCalls calls;

  @Override
  public boolean hears(long account, RecipientProgress.Kind kind) {
    return calls.listens(account, kind);
  }

  void progress(@Observes RecipientProgress event) {
    calls.add(event);
  }

  void delivered(@Observes MessageDelivered event) {
    calls.add(event);
  }
}
