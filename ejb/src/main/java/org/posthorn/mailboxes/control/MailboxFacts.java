package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.posthorn.nodes.value.NodeFact;

/** How many mailboxes are in memory. */
@ApplicationScoped
public class MailboxFacts implements NodeFact {
  @Inject Views views;

  @Override
  public Map<String, Long> values() {
    return Map.of("mailboxes-in-memory", (long) views.loaded());
  }
}
