package org.posthorn.sending.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.events.boundary.Observers;
import org.posthorn.events.boundary.RecipientProgress;
import org.posthorn.events.boundary.RecipientProgress.Answer;
import org.posthorn.events.boundary.RecipientProgress.Kind;
import org.posthorn.events.boundary.RecipientProgress.Sent;
import org.posthorn.events.boundary.RecipientSettled;
import org.posthorn.kernel.Address;
import org.posthorn.sending.entity.Submission;
import org.posthorn.sending.entity.Upload;
import org.posthorn.spool.value.Delivery;
import org.posthorn.spool.value.QueueNumber;

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
  @Inject Observers observers;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
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

  /** From now on one goes whatever happens, of which nothing was promised. */
  public void promise(long id) {
    entities.createNamedQuery(Submission.PROMISE).setParameter("id", id).executeUpdate();
  }

  /**
   * Removes one of which nothing was promised.
   *
   * @return whether it was so: else some server sees to it
   */
  public boolean withdraw(long id) {
    return entities.createNamedQuery(Submission.WITHDRAW).setParameter("id", id).executeUpdate()
        > 0;
  }

  /**
   * Removes one that will not go, of which the sender has been told.
   *
   * @param status why, as the report says it. RFC 3463
   */
  public void failed(Submission row, String status) {
    cancel(row.id());
    Delivery order = row.delivery();
    for (Address recipient : order.envelope().addresses()) {
      observers.settled(() -> new RecipientSettled(order.id(), recipient, false, status));
      observers.progress(() -> failed(row, order, recipient, status));
    }
  }

  private static RecipientProgress failed(
      Submission row, Delivery order, Address recipient, String status) {
    Sent sent =
        new Sent(
            QueueNumber.of(order.id(), recipient),
            order.id(),
            row.login().accountId(),
            Optional.empty(),
            Optional.of(row.messageId()).filter(id -> !id.isEmpty()),
            order.contentId(),
            recipient,
            order.envelope().handling().extra());
    return new RecipientProgress(Kind.FAILED, sent, new Answer(0, status, ""), false, false);
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
