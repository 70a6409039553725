package org.posthorn.nodes.control;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.posthorn.nodes.entity.Server;
import org.posthorn.nodes.entity.Server.State;

/**
 * For how long nothing was heard of other servers, by the clock of this one that never goes back.
 * No two clocks are compared, so none that is wrong, or is set, does harm: what counts is whether a
 * server's beat has grown between two looks. Thread-safe.
 */
final class Silence {
  private final LongSupplier nanos;
  private final Map<Long, Heard> heard = new HashMap<>();
  private long asOf; // when the last look began

  private record Heard(long beat, long at) {}

  Silence(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Notes what was just read.
   *
   * @param before when the reading began
   */
  synchronized void look(Collection<Server> servers, long before) {
    heard.keySet().retainAll(servers.stream().map(Server::id).toList());
    for (Server each : servers) {
      Heard last = heard.get(each.id());
      if (last == null || last.beat() != each.beat()) {
        heard.put(each.id(), new Heard(each.beat(), nanos.getAsLong()));
      }
    }
    asOf = before;
  }

  /** This server was deaf itself: what it did not hear meanwhile says nothing. */
  synchronized void deaf() {
    long now = nanos.getAsLong();
    heard.replaceAll((id, last) -> new Heard(last.beat(), now));
  }

  /** For how long a server was silent when it was last looked at; zero of an unknown one. */
  synchronized Duration of(long server) {
    Heard last = heard.get(server);
    return last == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, asOf - last.at()));
  }

  /** Those that should be heard and were not for so long. */
  List<Server> longerThan(Duration time, Collection<Server> servers) {
    return servers.stream()
        .filter(each -> each.state() == State.UP && of(each.id()).compareTo(time) >= 0)
        .toList();
  }
}
