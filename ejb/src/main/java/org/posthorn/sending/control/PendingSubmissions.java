package org.posthorn.sending.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.sending.entity.Submission;
import org.posthorn.sending.entity.Upload;

/**
 * The rows of what was sent from pages. Each call is a transaction of its own, durable on return.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class PendingSubmissions {
  /** How long a server has to see to one before another one does. */
  public static final Duration LEASE = Duration.ofMinutes(2);

  private static final int PORTION = 100;

  @PersistenceContext EntityManager entities;

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public PendingSubmissions() {}

  /** The one that a client has sent before under an id. */
  public Optional<Submission> find(long account, String clientId) {
    return entities
        .createNamedQuery(Submission.BY_CLIENT, Submission.class)
        .setParameter("account", account)
        .setParameter("client", clientId)
        .getResultList()
        .stream()
        .findFirst();
  }

  /**
   * Adds one.
   *
   * @return its id
   * @throws RuntimeException when there is one with the client's id by now, or the database broke
   */
  public long add(Submission submission) {
    entities.persist(submission);
    entities.flush();
    return submission.id();
  }

  /** Ids of those that are to go, some at most. */
  public List<Long> due(Instant now) {
    return entities
        .createNamedQuery(Submission.DUE, Long.class)
        .setParameter("now", now.toEpochMilli())
        .setMaxResults(PORTION)
        .getResultList();
  }

  /** Takes one that is due, so that no other server sees to it for a while; empty when one does. */
  public Optional<Submission> claim(long id, Instant now) {
    int claimed =
        entities
            .createNamedQuery(Submission.CLAIM)
            .setParameter("id", id)
            .setParameter("now", now.toEpochMilli())
            .setParameter("until", now.plus(LEASE).toEpochMilli())
            .executeUpdate();
    return claimed == 0
        ? Optional.empty()
        : Optional.ofNullable(entities.find(Submission.class, id));
  }

  /** It has gone and was filed. */
  public void sent(long id) {
    Optional.ofNullable(entities.find(Submission.class, id)).ifPresent(Submission::sent);
  }

  /** Removes one that will not go. */
  public void cancel(long id) {
    Optional.ofNullable(entities.find(Submission.class, id)).ifPresent(entities::remove);
  }

  /** Removes one that has not begun to leave. Whether it could. */
  public boolean takeBack(long account, long id) {
    return entities
            .createNamedQuery(Submission.TAKE_BACK)
            .setParameter("id", id)
            .setParameter("account", account)
            .executeUpdate()
        > 0;
  }

  /** Gives one another moment that has not begun to leave. Whether it could. */
  public boolean postpone(long account, long id, Instant due) {
    return entities
            .createNamedQuery(Submission.POSTPONE)
            .setParameter("id", id)
            .setParameter("account", account)
            .setParameter("due", due.toEpochMilli())
            .executeUpdate()
        > 0;
  }

  /** Those of an account that can be taken back. */
  public List<Submission> waiting(long account) {
    return entities
        .createNamedQuery(Submission.WAITING, Submission.class)
        .setParameter("account", account)
        .setMaxResults(PORTION)
        .getResultList();
  }

  /** Keeps a file. */
  public Upload add(Upload upload) {
    entities.persist(upload);
    entities.flush();
    return upload;
  }

  /** A file of an account. */
  public Optional<Upload> upload(long account, long id) {
    return Optional.ofNullable(entities.find(Upload.class, id))
        .filter(upload -> upload.account() == account);
  }

  /** Forgets files of an account. */
  public void forget(long account, List<Long> ids) {
    entities
        .createNamedQuery(Upload.FORGET)
        .setParameter("account", account)
        .setParameter("ids", ids)
        .executeUpdate();
  }

  /** How many octets an account has in files. */
  public long octets(long account) {
    Long sum =
        entities
            .createNamedQuery(Upload.OCTETS, Long.class)
            .setParameter("account", account)
            .getSingleResult();
    return sum == null ? 0 : sum;
  }

  /** Forgets what was done or added before. */
  public void purge(Instant submissions, Instant uploads) {
    entities
        .createNamedQuery(Submission.PURGE)
        .setParameter("before", submissions.toEpochMilli())
        .executeUpdate();
    entities
        .createNamedQuery(Upload.PURGE)
        .setParameter("before", uploads.toEpochMilli())
        .executeUpdate();
  }

  /** Removes all of an account. */
  public void deleteOfAccount(long account) {
    for (String query : List.of(Submission.OF_ACCOUNT, Upload.OF_ACCOUNT)) {
      entities.createNamedQuery(query).setParameter("account", account).executeUpdate();
    }
  }
}
