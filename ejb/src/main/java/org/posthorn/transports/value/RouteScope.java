package org.posthorn.transports.value;

import java.util.Optional;

/**
 * For whose mail a route is: that of an account, else of a domain, else of everybody.
 *
 * @param account at most one of both
 */
public record RouteScope(Optional<Long> account, Optional<Long> domain) {

  /** Everybody's. */
  public static final RouteScope SERVER = new RouteScope(Optional.empty(), Optional.empty());

  public RouteScope {
    if (account.isPresent() && domain.isPresent()) {
      throw new IllegalArgumentException("a route is for an account or for a domain");
    }
  }
}
