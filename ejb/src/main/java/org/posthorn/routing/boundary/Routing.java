package org.posthorn.routing.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Verdict.Reason;

/**
 * The one place that decides where mail goes: asked at RCPT, and again when an order is carried
 * out, because an account may have come or gone meanwhile. Answers from memory most times; needs no
 * transaction.
 */
@ApplicationScoped
public class Routing {
  @Inject Directory directory;

  /** The route of an address, as far as this server knows. */
  public Route route(Address address) {
    return route(address, directory.find(address));
  }

  /**
   * The same from the database: before mail that was taken is given back, because another server
   * may have made or removed the account a moment ago.
   */
  public Route routeAnew(Address address) {
    return route(address, directory.findAnew(address));
  }

  // the alias first: for postmaster there is always an account
  private Route route(Address address, Optional<AccountRef> account) {
    Optional<AliasInfo> alias = directory.alias(address);
    if (alias.isPresent()) {
      return new Route.Alias(alias.get());
    }
    if (account.isPresent()) {
      return new Route.Mailbox(account.get());
    }
    return directory.ownsDomain(address.domain())
        ? new Route.Refused(Reason.NO_SUCH_MAILBOX)
        : new Route.Remote(address.domain());
  }
}
