package org.posthorn.submission.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.submission.entity.KnownRecipient;
import org.posthorn.submission.entity.SendingGrant;
import org.posthorn.submission.entity.SentHour;
import org.posthorn.submission.entity.SubmissionSetting;
import org.posthorn.submission.value.SendingGrantInfo;
import org.posthorn.submission.value.SendingRules;
import org.posthorn.submission.value.SendingUse;

/** The rows about what accounts may send; each call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class SubmissionRows {
  /** So many recipients are remembered of an account; those not written to for longest go. */
  static final int MOST_KNOWN = 10_000;

  private static final int PORTION = 500;
  private static final long DAY_HOURS = 24;

  @PersistenceContext EntityManager entities;

  /** What an account may send. */
  public SendingRules rules(long account) {
    return Optional.ofNullable(entities.find(SubmissionSetting.class, account))
        .map(SubmissionSetting::rules)
        .orElse(SendingRules.DEFAULT);
  }

  /** Changes it. */
  public void set(long account, SendingRules rules) {
    SubmissionSetting row = entities.find(SubmissionSetting.class, account);
    if (row == null) {
      row = new SubmissionSetting(account);
      row.set(rules);
      entities.persist(row);
    } else {
      row.set(rules);
    }
    entities.flush();
  }

  /** What an account has sent within 24 hours. */
  public SendingUse use(long account, Instant now) {
    Object[] sums =
        entities
            .createNamedQuery(SentHour.SUM, Object[].class)
            .setParameter("account", account)
            .setParameter("after", hour(now) - DAY_HOURS)
            .getSingleResult();
    return new SendingUse(((Number) sums[0]).longValue(), ((Number) sums[1]).longValue());
  }

  private static long hour(Instant now) {
    return now.getEpochSecond() / 3600;
  }

  /** Those of some recipients to whom an account has written. */
  public Set<Long> known(long account, Collection<Long> recipients) {
    Set<Long> known = new HashSet<>();
    List<Long> all = List.copyOf(recipients);
    for (int at = 0; at < all.size(); at += PORTION) {
      known.addAll(
          entities
              .createNamedQuery(KnownRecipient.AMONG, Long.class)
              .setParameter("account", account)
              .setParameter("recipients", all.subList(at, Math.min(all.size(), at + PORTION)))
              .getResultList());
    }
    return known;
  }

  /** Writes down what an account has sent. */
  public void add(long account, SendingUse sent, Set<Long> recipients, Instant now) {
    count(account, sent, now);
    Set<Long> known = known(account, recipients);
    List<Long> again = new ArrayList<>(known);
    for (int at = 0; at < again.size(); at += PORTION) {
      entities
          .createNamedQuery(KnownRecipient.USED)
          .setParameter("now", now.toEpochMilli())
          .setParameter("account", account)
          .setParameter("recipients", again.subList(at, Math.min(again.size(), at + PORTION)))
          .executeUpdate();
    }
    recipients.stream()
        .filter(each -> !known.contains(each))
        .forEach(each -> entities.persist(new KnownRecipient(account, each, now)));
    entities.flush();
    if (known.size() < recipients.size()) {
      forget(account);
    }
  }

  private void count(long account, SendingUse sent, Instant now) {
    int rows =
        entities
            .createNamedQuery(SentHour.ADD)
            .setParameter("messages", sent.messages())
            .setParameter("new", sent.newRecipients())
            .setParameter("account", account)
            .setParameter("hour", hour(now))
            .executeUpdate();
    if (rows == 0) {
      entities.persist(new SentHour(account, hour(now), sent.messages(), sent.newRecipients()));
      entities
          .createNamedQuery(SentHour.FORGET)
          .setParameter("account", account)
          .setParameter("until", hour(now) - DAY_HOURS)
          .executeUpdate();
    }
  }

  private void forget(long account) {
    entities
        .createNamedQuery(KnownRecipient.LATEST, Long.class)
        .setParameter("account", account)
        .setFirstResult(MOST_KNOWN)
        .setMaxResults(1)
        .getResultStream()
        .forEach(
            oldest ->
                entities
                    .createNamedQuery(KnownRecipient.FORGET)
                    .setParameter("account", account)
                    .setParameter("until", oldest)
                    .executeUpdate());
  }

  /** What an account has been granted. */
  public List<SendingGrantInfo> granted(long delegate) {
    return entities
        .createNamedQuery(SendingGrant.OF_DELEGATE, SendingGrant.class)
        .setParameter("delegate", delegate)
        .getResultStream()
        .map(SendingGrant::info)
        .toList();
  }

  /** What an account has granted, and has been granted. */
  public List<SendingGrantInfo> grants(long account) {
    return entities
        .createNamedQuery(SendingGrant.OF_ACCOUNT, SendingGrant.class)
        .setParameter("account", account)
        .getResultStream()
        .map(SendingGrant::info)
        .toList();
  }

  /** Grants, or changes what was granted. */
  public SendingGrantInfo grant(
      long owner, long delegate, SendingGrantInfo.Kind kind, Instant now) {
    Optional<SendingGrant> before =
        entities
            .createNamedQuery(SendingGrant.BETWEEN, SendingGrant.class)
            .setParameter("owner", owner)
            .setParameter("delegate", delegate)
            .getResultStream()
            .findAny();
    SendingGrant grant = before.orElseGet(() -> new SendingGrant(owner, delegate, kind, now));
    grant.become(kind);
    if (before.isEmpty()) {
      entities.persist(grant);
    }
    entities.flush();
    return grant.info();
  }

  /** Takes it back; whether there was such a grant. */
  public boolean revoke(long id) {
    Optional<SendingGrant> grant = Optional.ofNullable(entities.find(SendingGrant.class, id));
    grant.ifPresent(entities::remove);
    return grant.isPresent();
  }
}
