package org.posthorn.transports.control;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.posthorn.transports.value.RouteInfo;
import org.posthorn.transports.value.RouteScope;
import org.posthorn.transports.value.RouteSpec;
import org.posthorn.transports.value.RoutedMail;

/**
 * Finds the route of some mail: the first that agrees of its account's, then of its domain's, then
 * of the server's.
 *
 * @param routes in their order
 */
record RouteMatch(List<RouteInfo> routes) {
  RouteMatch {
    routes = List.copyOf(routes);
  }

  /**
   * The route, if any agrees.
   *
   * @param domain the id of the sender's domain, when it is ours
   */
  Optional<RouteSpec> first(RoutedMail mail, Optional<Long> domain) {
    Optional<RouteSpec> found = Optional.empty();
    if (mail.account().isPresent()) {
      found = first(mail, scope -> scope.account().equals(mail.account()));
    }
    if (found.isEmpty() && domain.isPresent()) {
      found = first(mail, scope -> scope.domain().equals(domain));
    }
    return found.or(() -> first(mail, RouteScope.SERVER::equals));
  }

  /** Whether a domain has routes of its own. */
  boolean byDomain() {
    return routes.stream().anyMatch(each -> each.scope().domain().isPresent());
  }

  private Optional<RouteSpec> first(RoutedMail mail, Predicate<RouteScope> level) {
    return routes.stream()
        .filter(each -> level.test(each.scope()) && agrees(each.spec(), mail))
        .map(RouteInfo::spec)
        .findFirst();
  }

  private static boolean agrees(RouteSpec route, RoutedMail mail) {
    boolean sender =
        route.senderDomains().isEmpty()
            || mail.senderDomain().map(it -> names(route.senderDomains(), it)).orElse(false);
    boolean recipient =
        route.recipientDomains().isEmpty()
            || names(route.recipientDomains(), mail.recipientDomain());
    return sender && recipient && mail.attempts() >= route.minimumAttempts();
  }

  private static boolean names(List<String> domains, String domain) {
    return domains.stream()
        .anyMatch(each -> each.startsWith(".") ? domain.endsWith(each) : domain.equals(each));
  }
}
