package org.posthorn.logins.control;

import java.time.Clock;
import org.posthorn.net.Networks;
import org.posthorn.testdb.TestDatabase;

/** The controls behind the guard. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
public final class GuardWiring {
  private GuardWiring() {}

  public static FailureLimits failures(Clock clock) {
    return new FailureLimits(clock::millis);
  }

  public static KnownOrigins origins(TestDatabase database, Clock clock) {
    OriginRows rows = new OriginRows();
    rows.entities = database.entityManager();
    KnownOrigins origins = new KnownOrigins();
    origins.rows = rows;
    origins.clock = clock;
    origins.steady = clock;
    origins.executor = Runnable::run;
    return origins;
  }

  /** 203.0.113.0/24 is trusted. */
  public static LoginSettings settings(boolean sample) {
    return new LoginSettings(sample, Networks.parse("203.0.113.0/24"));
  }
}
