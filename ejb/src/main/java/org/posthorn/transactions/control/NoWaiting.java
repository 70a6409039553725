package org.posthorn.transactions.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * Lets a query fail at once when the database is away. By itself EclipseLink would try it thrice
 * more, with five seconds between, while a client waits that could be told to come again.
 *
 * <p>Reflection, because applications do not see EclipseLink's classes in every packaging of the
 * server.
 */
@ApplicationScoped
public class NoWaiting {
  private static final System.Logger LOG = System.getLogger(NoWaiting.class.getName());
  private static final int NEVER_AGAIN = -1;

  @PersistenceContext EntityManager entities;

  void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
    try {
      Object session = get(entities.getDelegate(), "getDatabaseSession");
      Object login = get(session, "getLogin");
      login.getClass().getMethod("setQueryRetryAttemptCount", int.class).invoke(login, NEVER_AGAIN);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "event=queries-wait-for-the-database", e);
    }
  }

  private static Object get(Object from, String method) throws ReflectiveOperationException {
    return from.getClass().getMethod(method).invoke(from);
  }
}
