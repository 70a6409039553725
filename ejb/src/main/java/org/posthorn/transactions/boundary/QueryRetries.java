package org.posthorn.transactions.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * Lets a query fail at once when the database is away. By itself EclipseLink would try it thrice
 * more, with five seconds between, while a client waits that could be told to come again.
 *
 * <p>Reflection, because applications do not see EclipseLink's classes in every packaging of the
 * server.
 */
@Startup
@Singleton
@DependsOn("Schema")
public class QueryRetries {
  private static final System.Logger LOG = System.getLogger(QueryRetries.class.getName());
  private static final int NEVER = -1;

  @PersistenceContext EntityManager entities;

  @PostConstruct
  void switchOff() {
    try {
      Object session = get(entities.getDelegate(), "getDatabaseSession");
      Object login = get(session, "getLogin");
      login.getClass().getMethod("setQueryRetryAttemptCount", int.class).invoke(login, NEVER);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "event=queries-wait-for-the-database", e);
    }
  }

  private static Object get(Object from, String method) throws ReflectiveOperationException {
    return from.getClass().getMethod(method).invoke(from);
  }
}
