package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.posthorn.hooks.entity.Webhook;
import org.posthorn.hooks.entity.WebhookCall;
import org.posthorn.hooks.value.WebhookInfo;
import org.posthorn.signing.value.SealedSecrets;
import org.posthorn.transactions.boundary.Transactions;

/** Webhooks as rows; each call within the caller's transaction, where it does not say otherwise. */
@ApplicationScoped
public class WebhookRows implements SealedSecrets {
  @PersistenceContext EntityManager entities;
  @Inject Transactions transactions;

  /** Those of an account. */
  public List<Webhook> of(long account) {
    return entities
        .createNamedQuery(Webhook.OF_ACCOUNT, Webhook.class)
        .setParameter("account", account)
        .getResultList();
  }

  /** One of an account. */
  public Optional<Webhook> find(long account, String name) {
    return entities
        .createNamedQuery(Webhook.BY_NAME, Webhook.class)
        .setParameter("account", account)
        .setParameter("name", name)
        .getResultStream()
        .findAny();
  }

  /** Has the webhooks of an account added one after another, until the transaction ends. */
  public void lock(long account) {
    entities
        .createNativeQuery("update account set version = version where id = ?1")
        .setParameter(1, account)
        .executeUpdate();
  }

  /** Adds one. */
  public void add(Webhook webhook) {
    entities.persist(webhook);
    entities.flush();
  }

  /** Writes what was changed, so that it is refused here and not at the commit. */
  public void flush() {
    entities.flush();
  }

  /** Removes one; what was to be sent to it is deleted later. */
  public void remove(Webhook webhook) {
    entities.createNamedQuery(Webhook.REMOVE).setParameter("id", webhook.id()).executeUpdate();
  }

  /** What others see of one. */
  public WebhookInfo info(Webhook row) {
    long waiting =
        entities
            .createNamedQuery(WebhookCall.WAITING_OF, Long.class)
            .setParameter("webhook", row.id())
            .getSingleResult();
    return new WebhookInfo(
        row.id(), row.name(), row.spec(), row.authorization().isPresent(), row.created(), waiting);
  }

  @Override
  public long sealed() {
    return transactions.call(
        () -> entities.createNamedQuery(Webhook.COUNT, Long.class).getSingleResult());
  }
}
