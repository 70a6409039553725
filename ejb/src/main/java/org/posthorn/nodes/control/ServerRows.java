package org.posthorn.nodes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.posthorn.database.Outage;
import org.posthorn.nodes.entity.Duty;
import org.posthorn.nodes.entity.Server;
import org.posthorn.transactions.boundary.Transactions;

/** The rows of servers and their duties. Each call is a transaction of its own. */
@ApplicationScoped
public class ServerRows {
  @Inject Transactions transactions;
  @PersistenceContext EntityManager entities;

  /** Adds a server that starts; gives its number, which no other start ever had. */
  long add(String name, String build) {
    return transactions.call(
        () -> {
          Server server = new Server(name, build, now());
          entities.persist(server);
          entities.flush();
          return server.id();
        });
  }

  /** All that are known. */
  List<Server> all() {
    return transactions.call(
        () -> entities.createNamedQuery(Server.ALL, Server.class).getResultList());
  }

  /** A sign of life; false when others hold the server for gone. */
  boolean beat(long id, String facts) {
    return transactions.call(
        () ->
            entities
                    .createNamedQuery(Server.BEAT)
                    .setParameter("id", id)
                    .setParameter("facts", facts)
                    .executeUpdate()
                == 1);
  }

  /** A server is gone, unless it has given a sign of life since; whether this made it so. */
  boolean gone(long id, long beat) {
    return transactions.call(
        () ->
            entities
                    .createNamedQuery(Server.GONE)
                    .setParameter("id", id)
                    .setParameter("beat", beat)
                    .setParameter("at", now().toEpochMilli())
                    .executeUpdate()
                == 1);
  }

  /** It is known that a server runs no more. */
  void stopped(long id) {
    transactions.run(
        () ->
            entities
                .createNamedQuery(Server.STOPPED)
                .setParameter("id", id)
                .setParameter("at", now().toEpochMilli())
                .executeUpdate());
  }

  /** Forgets those that ended so long ago. */
  void forget(Duration ago) {
    transactions.run(
        () ->
            entities
                .createNamedQuery(Server.FORGET)
                .setParameter("before", now().minus(ago).toEpochMilli())
                .executeUpdate());
  }

  /** All duties. */
  List<Duty> duties() {
    return transactions.call(() -> entities.createNamedQuery(Duty.ALL, Duty.class).getResultList());
  }

  /** Who has a duty. */
  Optional<Duty> duty(String name) {
    return transactions.call(() -> Optional.ofNullable(entities.find(Duty.class, name)));
  }

  /** Notes who has a duty that nobody had before; false when somebody was faster. */
  boolean firstDuty(String name, long server) {
    try {
      transactions.run(() -> insert(new Duty(name, server)));
      return true;
    } catch (DutyTaken faster) {
      if (duty(name).isEmpty()) {
        throw faster; // it was not that
      }
      return false;
    }
  }

  private void insert(Duty duty) {
    try {
      entities.persist(duty);
      entities.flush();
    } catch (PersistenceException e) {
      if (Outage.unreachable(e).isPresent()) {
        throw e;
      }
      throw new DutyTaken(e);
    }
  }

  /** Gives a duty to a server, unless it has changed hands meanwhile. */
  boolean take(Duty duty, long server) {
    return transactions.call(
        () ->
            entities
                    .createNamedQuery(Duty.TAKE)
                    .setParameter("name", duty.name())
                    .setParameter("fence", duty.fence())
                    .setParameter("server", server)
                    .executeUpdate()
                == 1);
  }

  /** By the database's clock, which all servers see. To be shown only. */
  private Instant now() {
    Object now = entities.createNativeQuery("VALUES (CURRENT_TIMESTAMP)").getSingleResult();
    Object value = now instanceof Object[] row ? row[0] : now;
    return value instanceof Timestamp time
        ? time.toInstant()
        : ((OffsetDateTime) value).toInstant();
  }
}
