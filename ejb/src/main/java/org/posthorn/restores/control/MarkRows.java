package org.posthorn.restores.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.posthorn.restores.entity.ServerMark;

/** The marks of servers in the database. Called within a transaction. */
@ApplicationScoped
public class MarkRows {
  @PersistenceContext EntityManager entities;

  /** Waits until no other server looks for a restore; until the end of the transaction. */
  public void lock() {
    entities
        .createNativeQuery("UPDATE restore_count SET restores = restores WHERE id = 1")
        .executeUpdate();
  }

  /** Another restore was noticed; answers how many there were. */
  public long countRestore() {
    entities
        .createNativeQuery("UPDATE restore_count SET restores = restores + 1 WHERE id = 1")
        .executeUpdate();
    Object restores =
        entities
            .createNativeQuery("SELECT restores FROM restore_count WHERE id = 1")
            .getSingleResult();
    return ((Number) restores).longValue();
  }

  /** Those of all servers. */
  public List<ServerMark> all() {
    return entities.createNamedQuery(ServerMark.ALL, ServerMark.class).getResultList();
  }

  /** Counts the mark of a server up. */
  public ServerMark advance(long node) {
    int known =
        entities.createNamedQuery(ServerMark.ADVANCE).setParameter("node", node).executeUpdate();
    if (known == 0) {
      entities.persist(new ServerMark(node, 1, OffsetDateTime.now(Clock.systemUTC())));
      entities.flush();
    }
    return entities.find(ServerMark.class, node);
  }

  /** Forgets the mark of a server. */
  public void delete(long node) {
    ServerMark mark = entities.find(ServerMark.class, node);
    if (mark != null) {
      entities.remove(mark);
    }
  }

  /** Takes marks that were found in files, by server. */
  public void raise(Map<Long, Long> marks) {
    marks.forEach(
        (node, mark) -> {
          ServerMark known = entities.find(ServerMark.class, node);
          if (known == null) {
            entities.persist(
                new ServerMark(
                    node, mark, OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)));
          } else {
            known.raise(mark);
          }
        });
  }
}
