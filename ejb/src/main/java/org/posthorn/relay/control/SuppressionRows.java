package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthorn.kernel.Address;
import org.posthorn.relay.entity.OutgoingMessage.Result;
import org.posthorn.relay.entity.Suppression;

/** Which addresses get no mail of which accounts; each call within the caller's transaction. */
@ApplicationScoped
public class SuppressionRows {
  /** Replies that say that there is nobody, or nobody who wants it. RFC 5321 §4.2.3 */
  private static final Set<Integer> CODES = Set.of(521, 550, 551, 553, 556);

  /** The same by RFC 3463. */
  private static final Set<String> STATUSES = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.2.1");

  @PersistenceContext EntityManager entities;

  /** Those of some addresses that are suppressed for an account, with the reason. */
  Map<Address, String> among(long account, Collection<Address> addresses) {
    Map<String, Suppression> known = rows(account, addresses);
    Map<Address, String> found = new HashMap<>();
    for (Address each : addresses) {
      Optional.ofNullable(known.get(Suppression.base(each)))
          .filter(Suppression::suppressed)
          .ifPresent(row -> found.put(each, row.reason()));
    }
    return found;
  }

  private Map<String, Suppression> rows(long account, Collection<Address> addresses) {
    List<String> bases = addresses.stream().map(Suppression::base).distinct().toList();
    return entities
        .createNamedQuery(Suppression.OF, Suppression.class)
        .setParameter("account", account)
        .setParameter("addresses", bases)
        .getResultStream()
        .collect(Collectors.toMap(Suppression::baseAddress, row -> row));
  }

  /** Mail of an account has failed for good, or after days; whether the address gets no more. */
  boolean failed(long account, Address address, Result result) {
    if (!atFault(result)) {
      return false;
    }
    Suppression row = row(account, address, result.at());
    boolean before = row.suppressed();
    row.failed(conclusive(result), result.text(), result.at());
    entities.flush();
    return row.suppressed() && !before;
  }

  // what this server itself had against it says nothing about the address
  private static boolean atFault(Result result) {
    return !result.host().isEmpty() && result.code() >= 400 && !result.status().startsWith("5.7.")
        || result.status().startsWith("4.")
        || result.status().startsWith("5.1.");
  }

  private static boolean conclusive(Result result) {
    return result.code() >= 500
        && !result.status().startsWith("5.7.") // it is us that is not liked; RFC 3463 §3.8
        && (CODES.contains(result.code()) || STATUSES.contains(result.status()));
  }

  /** Mail of an account was taken: failures are counted anew. */
  void delivered(long account, Collection<Address> addresses) {
    entities
        .createNamedQuery(Suppression.FORGET)
        .setParameter("account", account)
        .setParameter("addresses", addresses.stream().map(Suppression::base).toList())
        .executeUpdate();
  }

  private Suppression row(long account, Address address, Instant now) {
    return Optional.ofNullable(rows(account, List.of(address)).get(Suppression.base(address)))
        .orElseGet(
            () -> {
              Suppression made = new Suppression(account, address, now);
              entities.persist(made);
              return made;
            });
  }

  /** What keeps mail of an account from an address. */
  public Optional<Suppression> find(long account, Address address) {
    return rows(account, List.of(address)).values().stream()
        .filter(Suppression::suppressed)
        .findFirst();
  }

  /** Suppresses an address. */
  public Suppression suppress(
      long account, Address address, String reason, boolean manual, Instant now) {
    Suppression row = row(account, address, now);
    row.suppress(reason, manual);
    entities.flush();
    return row;
  }

  /** A page of those that are suppressed, in the order of their ids. */
  public List<Suppression> list(Optional<Long> account, long after, int limit) {
    TypedQuery<Suppression> query =
        entities.createQuery(
            "select s from Suppression s where s.suppressed = true and s.id > :after"
                + (account.isPresent() ? " and s.account = :account" : "")
                + " order by s.id",
            Suppression.class);
    account.ifPresent(id -> query.setParameter("account", id));
    return query.setParameter("after", after).setMaxResults(limit).getResultList();
  }

  /** Lets mail go there again; whether it was suppressed. */
  public boolean remove(long id) {
    Optional<Suppression> row =
        Optional.ofNullable(entities.find(Suppression.class, id)).filter(Suppression::suppressed);
    row.ifPresent(entities::remove);
    return row.isPresent();
  }

  /** Forgets those of accounts that are gone. */
  void purge() {
    entities
        .createNativeQuery(
            "delete from suppression where account_id not in (select id from account)")
        .executeUpdate();
  }
}
