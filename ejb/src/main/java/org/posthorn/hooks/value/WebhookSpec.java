package org.posthorn.hooks.value;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where requests go, and of what they tell.
 *
 * @param paused whether requests wait
 */
public record WebhookSpec(String url, Set<HookEvent> events, boolean paused) {
  public WebhookSpec {
    events = Set.copyOf(events.isEmpty() ? EnumSet.allOf(HookEvent.class) : events);
  }
}
