package org.posthorn.statistics.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.posthorn.nodes.boundary.Nodes;

/**
 * Shows at {@code /metrics} how many servers share the database, as this one sees it: {@code
 * posthorn_servers_up}, and {@code posthorn_servers_ended} of those that were stopped or are gone
 * and not yet forgotten.
 */
@ApplicationScoped
public class ServerMetrics {
  @Inject MetricRegistry registry;
  @Inject Nodes nodes;

  void started(@Observes @Initialized(ApplicationScoped.class) Object event) {
    registry.gauge("posthorn_servers_up", nodes, each -> each.count(true));
    registry.gauge("posthorn_servers_ended", nodes, each -> each.count(false));
  }
}
