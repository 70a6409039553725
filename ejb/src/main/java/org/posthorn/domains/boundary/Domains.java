package org.posthorn.domains.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.domains.entity.Domain;
import org.posthorn.kernel.Address;
import org.posthorn.schema.boundary.Violations;
import org.posthorn.transactions.boundary.RetryOnConflict;

/** Keeps the domains that mail is taken for. Names come in any case, as A-labels or U-labels. */
@Stateless
public class Domains {
  /** Longest note, in characters. */
  public static final int MAX_DESCRIPTION = 1000;

  @PersistenceContext EntityManager entities;
  @Inject Event<DomainsChanged> changes;
  @Inject RetryOnConflict contested;
  Clock clock = Clock.systemUTC();

  /** Adds a domain. Refused when the name is none or is there already. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public Result<DomainInfo> create(String name, String description) {
    Optional<String> normal = normalised(name);
    if (normal.isEmpty()) {
      return Result.refused(Objection.invalid("name", "is not a domain name"));
    }
    if (description.length() > MAX_DESCRIPTION) {
      return Result.refused(tooLong());
    }
    return write(() -> createNow(normal.get(), description));
  }

  private Result<DomainInfo> createNow(String name, String description) {
    if (row(name).isPresent()) {
      return Result.refused(taken());
    }
    OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    Domain domain = new Domain(name, description, now);
    entities.persist(domain);
    entities.flush();
    changes.fire(new DomainsChanged(domain.name()));
    return Result.done(info(domain));
  }

  /** Others may change the same rows at the same moment. */
  private Result<DomainInfo> write(Supplier<Result<DomainInfo>> work) {
    return contested
        .call(work)
        .orElseGet(
            () ->
                Result.refused(
                    Objection.conflict("name", "is being changed by others; try again")));
  }

  /** One domain, by its name. */
  public Optional<DomainInfo> find(String name) {
    return normalised(name).flatMap(this::row).map(Domains::info);
  }

  /** Up to {@code limit} domains in the order of their names, beginning after a name or "". */
  public List<DomainInfo> list(String after, int limit) {
    return entities
        .createNamedQuery(Domain.PAGE, Domain.class)
        .setParameter("after", normalised(after).orElse(after))
        .setMaxResults(limit)
        .getResultStream()
        .map(Domains::info)
        .toList();
  }

  /** How many there are. */
  public long count() {
    return entities.createNamedQuery(Domain.COUNT, Long.class).getSingleResult();
  }

  /** Replaces a domain's note. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public Result<DomainInfo> describe(String name, String description) {
    return write(() -> describeNow(name, description));
  }

  private Result<DomainInfo> describeNow(String name, String description) {
    Optional<Domain> domain = normalised(name).flatMap(this::row);
    if (domain.isEmpty()) {
      return Result.refused(Objection.unknown("name"));
    }
    if (description.length() > MAX_DESCRIPTION) {
      return Result.refused(tooLong());
    }
    domain.get().describe(description);
    entities.flush();
    return Result.done(info(domain.get()));
  }

  /** Removes a domain. Refused as long as an address is in it. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public Result<DomainInfo> delete(String name) {
    return write(() -> deleteNow(name));
  }

  private Result<DomainInfo> deleteNow(String name) {
    Optional<Domain> domain = normalised(name).flatMap(this::row);
    if (domain.isEmpty()) {
      return Result.refused(Objection.unknown("name"));
    }
    DomainInfo info = info(domain.get());
    try {
      entities.remove(domain.get());
      entities.flush();
    } catch (PersistenceException e) {
      return refusedOrThrown(e, Objection.conflict("name", "has addresses of accounts or aliases"));
    }
    changes.fire(new DomainsChanged(info.name()));
    return Result.done(info);
  }

  private static Result<DomainInfo> refusedOrThrown(PersistenceException e, Objection objection) {
    if (Violations.isConstraint(e)) {
      return Result.refused(objection);
    }
    throw e;
  }

  private static Objection taken() {
    return Objection.conflict("name", "exists already");
  }

  private static Objection tooLong() {
    return Objection.invalid("description", "is longer than " + MAX_DESCRIPTION + " characters");
  }

  private static Optional<String> normalised(String name) {
    return Address.domain(name).filter(n -> !n.startsWith("["));
  }

  private Optional<Domain> row(String name) {
    return entities
        .createNamedQuery(Domain.BY_NAME, Domain.class)
        .setParameter("name", name)
        .getResultStream()
        .findAny();
  }

  private static DomainInfo info(Domain domain) {
    return new DomainInfo(domain.id(), domain.name(), domain.description(), domain.created());
  }
}
