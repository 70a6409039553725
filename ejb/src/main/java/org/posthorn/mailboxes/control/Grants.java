package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.mailboxes.entity.Grant;
import org.posthorn.mailboxes.entity.Mailbox;
import org.posthorn.mailstore.Rights;

/** The rows that say who may do what with mailboxes of others. Called within a transaction. */
@ApplicationScoped
public class Grants {
  @PersistenceContext EntityManager entities;

  @Inject
  @ConfigProperty(name = "posthorn.store.share-with-anyone", defaultValue = "false")
  boolean withAnyone;

  /** Somebody else's mailbox and what one may do with it. */
  record Granted(Mailbox mailbox, Rights rights) {}

  /** A mailbox. */
  Optional<Mailbox> mailbox(long mailboxId) {
    return Optional.ofNullable(entities.find(Mailbox.class, mailboxId))
        .filter(mailbox -> !mailbox.buried());
  }

  /** The grants of a mailbox, those to everybody first. */
  List<Grant> of(long mailboxId) {
    return entities
        .createNamedQuery(Grant.OF_MAILBOX, Grant.class)
        .setParameter("mailbox", mailboxId)
        .getResultList();
  }

  /** What an account may do with a mailbox that is not its own. */
  Rights rights(long account, long mailboxId) {
    Sum sum = new Sum();
    for (Grant grant : of(mailboxId)) {
      if (grant.accountId() == account || grant.accountId() == Grant.ANYONE) {
        sum.add(grant);
      }
    }
    return sum.rights();
  }

  /** All mailboxes of others with which an account may do something. */
  List<Granted> to(long account) {
    Map<Long, Sum> sums = new LinkedHashMap<>();
    Map<Long, Mailbox> mailboxes = new HashMap<>();
    for (Object[] row :
        entities
            .createNamedQuery(Grant.OF_ACCOUNT, Object[].class)
            .setParameter("account", account)
            .getResultList()) {
      Mailbox mailbox = (Mailbox) row[1];
      mailboxes.put(mailbox.id(), mailbox);
      sums.computeIfAbsent(mailbox.id(), id -> new Sum()).add((Grant) row[0]);
    }
    return sums.entrySet().stream()
        .map(
            entry ->
                new Granted(
                    Objects.requireNonNull(mailboxes.get(entry.getKey())),
                    entry.getValue().rights()))
        .filter(granted -> !granted.rights().isEmpty())
        .toList();
  }

  /** Whether this one may be granted something; what was granted earlier stays. */
  boolean mayGet(long account, boolean negative) {
    return withAnyone || negative || account != Grant.ANYONE;
  }

  /** Lets a new mailbox take over the grants of another. RFC 4314 §4, CREATE. */
  void inherit(long from, long to) {
    List<Grant> grants =
        of(from).stream().filter(grant -> mayGet(grant.accountId(), grant.negative())).toList();
    if (!grants.isEmpty()) {
      entities.flush(); // the mailbox first, to which they refer
      grants.forEach(grant -> entities.persist(grant.copyFor(to)));
    }
  }

  /** Sets what one is granted; without rights, the row goes. */
  void set(Grant.Key key, Optional<Grant> known, Rights rights) {
    if (rights.isEmpty()) {
      known.ifPresent(entities::remove);
    } else if (known.isPresent()) {
      known.get().change(rights);
    } else {
      entities.persist(new Grant(key, rights));
    }
  }

  /** A row. */
  Optional<Grant> find(Grant.Key key) {
    return Optional.ofNullable(entities.find(Grant.class, key));
  }

  /** Forgets what an account was granted. */
  public void deleteOf(long account) {
    entities
        .createNamedQuery(Grant.DELETE_OF_ACCOUNT)
        .setParameter("account", account)
        .executeUpdate();
  }

  /** Rights of several rows: what any gives, less what any takes. RFC 4314 §2. */
  private static final class Sum {
    private Rights given = Rights.NONE;
    private Rights taken = Rights.NONE;

    void add(Grant grant) {
      if (grant.negative()) {
        taken = taken.plus(grant.rights());
      } else {
        given = given.plus(grant.rights());
      }
    }

    Rights rights() {
      return given.minus(taken);
    }
  }
}
