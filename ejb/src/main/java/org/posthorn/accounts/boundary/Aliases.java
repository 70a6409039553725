package org.posthorn.accounts.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.posthorn.accounts.control.AccountRules;
import org.posthorn.accounts.control.AccountsChanged;
import org.posthorn.accounts.entity.Alias;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.accounts.value.AliasMember;
import org.posthorn.accounts.value.AliasSettings;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;
import org.posthorn.transactions.boundary.RetryOnConflict;

/** Keeps addresses that stand for others: of a group, a role, a list of people. */
@Stateless
public class Aliases {
  /** Most members of one alias. */
  public static final int MAX_MEMBERS = 1000;

  /** Longest note, in characters. */
  public static final int MAX_DESCRIPTION = 1000;

  @PersistenceContext EntityManager entities;
  @Inject AccountRules rules;
  @Inject Domains domains;
  @Inject Event<AccountsChanged> changes;
  @Inject RetryOnConflict contested;
  Clock clock = Clock.systemUTC();

  /**
   * Makes one, or gives the one that is there these settings, all at once. Refused when the address
   * is an account's or in no domain of ours.
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public Result<AliasInfo> put(Address address, AliasSettings settings) {
    return write(() -> putNow(address, settings));
  }

  private Result<AliasInfo> putNow(Address address, AliasSettings settings) {
    Optional<Alias> before = rules.alias(address);
    Optional<Objection> objection =
        (before.isPresent() ? Optional.<Objection>empty() : rules.free("address", address))
            .or(() -> objection(address, settings));
    if (objection.isPresent()) {
      return Result.refused(objection.get());
    }
    before.ifPresent(alias -> alias.decide(settings));
    return done(before.orElseGet(() -> made(address, settings)));
  }

  private Alias made(Address address, AliasSettings settings) {
    OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    long domain = domains.find(address.domain()).orElseThrow().id();
    Alias alias = new Alias(address, domain, settings, now);
    entities.persist(alias);
    return alias;
  }

  /** Others may change the same rows at the same moment. */
  private Result<AliasInfo> write(Supplier<Result<AliasInfo>> work) {
    return contested
        .call(work)
        .orElseGet(
            () ->
                Result.refused(
                    Objection.conflict("address", "is being changed by others; try again")));
  }

  private Result<AliasInfo> done(Alias alias) {
    entities.flush();
    changes.fire(AccountsChanged.ADDED); // nobody's session ends
    return Result.done(alias.info());
  }

  private Optional<Objection> objection(Address address, AliasSettings settings) {
    if (settings.description().length() > MAX_DESCRIPTION) {
      return Optional.of(
          Objection.invalid("description", "is longer than " + MAX_DESCRIPTION + " characters"));
    }
    List<AliasMember> members = settings.members();
    if (members.isEmpty() || members.size() > MAX_MEMBERS) {
      return Optional.of(
          Objection.invalid("members", "must be 1 to " + MAX_MEMBERS + " addresses"));
    }
    Set<String> seen = new HashSet<>(Set.of(address.lookupKey()));
    for (AliasMember member : members) {
      if (!seen.add(member.address().lookupKey())) {
        return Optional.of(
            Objection.invalid("members", "has an address twice: " + member.address()));
      }
      Optional<Objection> objection = member(member.address(), settings);
      if (objection.isPresent()) {
        return objection;
      }
    }
    return settings.bouncesTo().flatMap(this::bounces);
  }

  private Optional<Objection> member(Address member, AliasSettings settings) {
    boolean ours = domains.find(member.domain()).isPresent();
    if (ours && rules.account(member).isEmpty() && rules.alias(member).isEmpty()) {
      return Optional.of(
          Objection.invalid("members", "has an address that does not exist here: " + member));
    }
    return ours || settings.bouncesTo().isPresent()
        ? Optional.empty()
        : Optional.of(
            Objection.invalid("bouncesTo", "is needed because of a member elsewhere: " + member));
  }

  private Optional<Objection> bounces(Address address) {
    return rules.account(address).isPresent()
        ? Optional.empty()
        : Optional.of(Objection.invalid("bouncesTo", "belongs to no account here: " + address));
  }

  /** One alias. */
  public Optional<AliasInfo> find(Address address) {
    return rules.alias(address).map(Alias::info);
  }

  /** Up to {@code limit} aliases in the order of their addresses, beginning after one or "". */
  public List<AliasInfo> list(String after, int limit) {
    return entities
        .createNamedQuery(Alias.PAGE, Alias.class)
        .setParameter("after", Address.parse(after).map(Address::lookupKey).orElse(after))
        .setMaxResults(limit)
        .getResultStream()
        .map(Alias::info)
        .toList();
  }

  /** Removes one; mail for it is refused from then on. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public Result<AliasInfo> delete(Address address) {
    return write(
        () -> {
          Optional<Alias> alias = rules.alias(address);
          if (alias.isEmpty()) {
            return Result.refused(Objection.unknown("address"));
          }
          entities.remove(alias.get());
          return done(alias.get());
        });
  }
}
