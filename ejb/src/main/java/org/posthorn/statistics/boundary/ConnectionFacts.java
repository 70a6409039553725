package org.posthorn.statistics.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import org.posthorn.kernel.Statistics;
import org.posthorn.nodes.value.NodeFact;

/** How many connections are open, by listener. */
@ApplicationScoped
public class ConnectionFacts implements NodeFact {
  @Override
  public Map<String, Long> values() {
    Map<String, Long> values = new TreeMap<>();
    Statistics.sums("connections_open")
        .forEach(
            (series, sum) ->
                values.put("connections-" + series.labels().getOrDefault("listener", ""), sum));
    return values;
  }
}
