package org.posthorn.tlspolicy.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailauth.tlsrpt.TlsSession;
import org.posthorn.tlspolicy.entity.DomainOffer;
import org.posthorn.tlspolicy.entity.TlsResult;

/** Results and offers in the database. Each call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class ResultRows {
  @PersistenceContext EntityManager entities;

  /** Adds to the sessions that went like this one; another server may do the same. */
  public void add(LocalDate day, TlsSession session, long sessions) {
    String id = digest(day, session);
    int known =
        entities
            .createNamedQuery(TlsResult.ADD)
            .setParameter("more", sessions)
            .setParameter("id", id)
            .executeUpdate();
    if (known == 0) {
      entities.persist(new TlsResult(id, day.toEpochDay(), session, sessions));
      entities.flush(); // fails when another server was faster
    }
  }

  private static String digest(LocalDate day, TlsSession session) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update((day + " " + session).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** How often which session came on a day. */
  public Map<TlsSession, Long> of(LocalDate day) {
    Map<TlsSession, Long> found = new LinkedHashMap<>();
    List<TlsResult> rows =
        entities
            .createNamedQuery(TlsResult.OF_DAY, TlsResult.class)
            .setParameter("day", day.toEpochDay())
            .getResultList();
    rows.forEach(
        row -> row.session().ifPresent(each -> found.merge(each, row.sessions(), Long::sum)));
    return found;
  }

  /** Remembers what the servers of a domain offer. */
  public void put(String domain, boolean startTls, boolean requireTls, Instant seen) {
    entities.merge(new DomainOffer(domain, startTls, requireTls, seen));
    entities.flush();
  }

  /** What the servers of a domain offered last. */
  public Optional<DomainOffer> offer(String domain) {
    return Optional.ofNullable(entities.find(DomainOffer.class, domain));
  }

  /** Forgets results of before a day, and what was seen before a moment. */
  public void forget(LocalDate day, Instant moment) {
    entities
        .createNamedQuery(TlsResult.FORGET)
        .setParameter("day", day.toEpochDay())
        .executeUpdate();
    entities
        .createNamedQuery(DomainOffer.FORGET)
        .setParameter("moment", moment.toEpochMilli())
        .executeUpdate();
  }
}
