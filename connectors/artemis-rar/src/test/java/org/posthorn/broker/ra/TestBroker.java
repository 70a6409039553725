package org.posthorn.broker.ra;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The broker that tests start, with a journal of its own. */
final class TestBroker {
  private static final int LEAST_MEMORY = 1 << 20;

  private TestBroker() {}

  /** Settings of an embedded broker that keeps its journal in a directory. */
  static BrokerSettings in(Path journal) {
    return new BrokerSettings(
        Optional.empty(),
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        journal,
        Duration.ZERO,
        Duration.ZERO,
        LEAST_MEMORY);
  }
}
