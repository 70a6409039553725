package org.posthorn.logins.boundary;

import java.time.Clock;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.logins.control.GuardWiring;
import org.posthorn.testdb.TestDatabase;

/** The guard as the container puts it together. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
public final class LoginGuards {
  private LoginGuards() {}

  /** Works within transactions of the database. */
  public static LoginGuard guard(TestDatabase database, Clock clock, boolean sample) {
    LoginGuard guard = new LoginGuard();
    guard.failures = GuardWiring.failures(clock);
    guard.origins = GuardWiring.origins(database, clock);
    guard.settings = GuardWiring.settings(sample);
    guard.topic = new ChangeTopic();
    return guard;
  }
}
