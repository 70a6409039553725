package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.posthorn.nodes.value.NodeFact;

/** How many attempts are being made. */
@ApplicationScoped
public class RelayFacts implements NodeFact {
  @Inject Claims claims;

  @Override
  public Map<String, Long> values() {
    return Map.of("relay-attempts", (long) claims.count());
  }
}
