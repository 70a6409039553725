package org.posthorn.transactions.control;

import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Lets a query fail at once when the database is away. By itself EclipseLink would try it thrice
 * more, with five seconds between, while a client waits that could be told to come again.
 */
public class NoWaiting implements SessionCustomizer {
  private static final int NEVER_AGAIN = -1;

  @Override
  public void customize(Session session) {
    session.getLogin().setQueryRetryAttemptCount(NEVER_AGAIN);
  }
}
