package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;

/**
 * Gives UIDVALIDITY: about the time in seconds, and always more than ever before, also when the
 * clock goes back, when others of several servers go before, and after more mailboxes than seconds.
 * So a name that is used again never has an old value. Called within a transaction; others who want
 * one wait for its end. RFC 9051 §2.3.1.1.
 */
@ApplicationScoped
public class UidValidities {
  private static final long HIGHEST = 0xFFFFFFFFL;

  @PersistenceContext EntityManager entities;
  Clock clock = Clock.systemUTC();

  /** Takes so many, which nobody else gets; answers the first. */
  long take(long count) {
    entities
        .createNativeQuery("UPDATE last_uid_validity SET given = given + ?1 WHERE id = 1")
        .setParameter(1, count)
        .executeUpdate();
    long first = number("SELECT given FROM last_uid_validity WHERE id = 1") - count + 1;
    long now = clock.instant().getEpochSecond();
    if (first < now) {
      first = now;
      entities
          .createNativeQuery("UPDATE last_uid_validity SET given = ?1 WHERE id = 1")
          .setParameter(1, first + count - 1)
          .executeUpdate();
    }
    if (first + count - 1 > HIGHEST) {
      throw new IllegalStateException("no UIDVALIDITY is left");
    }
    return first;
  }

  private long number(String query) {
    return ((Number) entities.createNativeQuery(query).getSingleResult()).longValue();
  }

  /**
   * Gives each mailbox a new one, each another, so that one that is renamed to the name of another
   * is not taken for it. From now on no message gets a UID below the floor.
   */
  public int renumber(long uidFloor) {
    if (number("SELECT COUNT(*) FROM mailbox") == 0) {
      return 0;
    }
    long lowest = number("SELECT MIN(id) FROM mailbox");
    long highest = number("SELECT MAX(id) FROM mailbox");
    long first = take(highest - lowest + 1);
    return entities
        .createNativeQuery("UPDATE mailbox SET uid_validity = id + ?1, uid_floor = ?2")
        .setParameter(1, first - lowest)
        .setParameter(2, uidFloor)
        .executeUpdate();
  }
}
