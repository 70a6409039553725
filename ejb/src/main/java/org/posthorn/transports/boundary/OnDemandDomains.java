package org.posthorn.transports.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;
import org.posthorn.transactions.boundary.RetryOnConflict;
import org.posthorn.transactions.boundary.Transactions;
import org.posthorn.transports.control.RouteMemory;
import org.posthorn.transports.control.TransportRows;
import org.posthorn.transports.entity.OnDemandDomain;
import org.posthorn.transports.value.OnDemandDomainInfo;
import org.posthorn.transports.value.RoutesChanged;

/**
 * Keeps the domains of others whose mail is taken and waits here until the host of an account
 * fetches it. RFC 2645. A change counts from the next recipient, attempt or request on.
 */
@ApplicationScoped
public class OnDemandDomains {
  /** The most of one account. */
  public static final int MAX_OF_ACCOUNT = 500;

  /** The most of all: they are kept in memory. */
  public static final int MAX_DOMAINS = 10_000;

  private static final String DOMAIN = "domain";

  @Inject TransportRows rows;
  @Inject RouteMemory memory;
  @Inject Domains domains;
  @Inject Transactions transactions;
  @Inject RetryOnConflict contested;
  @Inject Event<RoutesChanged> changes;
  Clock clock = Clock.systemUTC();

  /** Whether mail for a domain, in Unicode form, waits to be fetched; from memory. */
  public boolean has(String domain) {
    return memory.onDemand().containsKey(domain);
  }

  /** The domains whose mail an account may fetch, in Unicode form; from memory. */
  public Set<String> of(long account) {
    return memory.onDemandOf(account);
  }

  /** All of them, by their names. */
  public List<OnDemandDomainInfo> list() {
    return transactions.call(
        () -> rows.onDemandDomains().stream().map(OnDemandDomain::info).toList());
  }

  /**
   * Gives a domain to an account that exists.
   *
   * @param name in any form; none of ours, and nobody else's
   */
  public Result<OnDemandDomainInfo> give(String name, long account) {
    Optional<String> normal = Address.domain(name).filter(each -> !each.startsWith("["));
    if (normal.isEmpty()) {
      return Result.refused(Objection.invalid(DOMAIN, "is not a domain name"));
    }
    if (domains.find(normal.get()).isPresent()) {
      return Result.refused(Objection.conflict(DOMAIN, "is one of this server"));
    }
    return write(() -> giveNow(normal.get(), account));
  }

  private Result<OnDemandDomainInfo> giveNow(String name, long account) {
    if (rows.onDemandDomain(name).isPresent()) {
      return Result.refused(Objection.conflict(DOMAIN, "was given to an account already"));
    }
    List<OnDemandDomain> all = rows.onDemandDomains();
    long own = all.stream().filter(each -> each.info().account() == account).count();
    if (own >= MAX_OF_ACCOUNT || all.size() >= MAX_DOMAINS) {
      return Result.refused(Objection.conflict(DOMAIN, "has too many beside it"));
    }
    OnDemandDomain row = new OnDemandDomain(name, account, clock.instant());
    rows.add(row);
    return changed(row);
  }

  /** Takes a domain back; its mail is then sent as any other. */
  public Result<OnDemandDomainInfo> takeBack(String name) {
    String normal = Address.domain(name).orElse("");
    return write(
        () -> {
          Optional<OnDemandDomain> row = rows.onDemandDomain(normal);
          row.ifPresent(rows::remove);
          return row.isPresent() ? changed(row.get()) : Result.refused(Objection.unknown(DOMAIN));
        });
  }

  private Result<OnDemandDomainInfo> changed(OnDemandDomain row) {
    changes.fire(new RoutesChanged());
    return Result.done(row.info());
  }

  private Result<OnDemandDomainInfo> write(Supplier<Result<OnDemandDomainInfo>> work) {
    return contested
        .call(work)
        .orElseGet(
            () ->
                Result.refused(
                    Objection.conflict(DOMAIN, "is being changed by others; try again")));
  }
}
