package org.posthorn.transports.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.transactions.boundary.RetryOnConflict;
import org.posthorn.transactions.boundary.Transactions;
import org.posthorn.transports.control.TransportRows;
import org.posthorn.transports.control.TransportRules;
import org.posthorn.transports.entity.RelayRoute;
import org.posthorn.transports.entity.RelayTransport;
import org.posthorn.transports.value.RouteInfo;
import org.posthorn.transports.value.RouteScope;
import org.posthorn.transports.value.RouteSpec;
import org.posthorn.transports.value.RoutesChanged;

/** Keeps the routes: which mail takes which transport. A change counts from the next attempt on. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Routes {
  /** The most, of all scopes together: they are kept in memory. */
  public static final int MAX_ROUTES = 10_000;

  @Inject TransportRows rows;
  @Inject Transactions transactions;
  @Inject RetryOnConflict contested;
  @Inject Event<RoutesChanged> changes;

  /** All of them, in the order of their places. */
  public List<RouteInfo> list() {
    return transactions.call(
        () -> {
          Map<Long, String> names = new HashMap<>();
          rows.transports().forEach(each -> names.put(each.id(), each.name()));
          return rows.routes().stream()
              .map(row -> info(row, names.getOrDefault(row.transportId(), "")))
              .toList();
        });
  }

  /** One of them. */
  public Optional<RouteInfo> find(long id) {
    return list().stream().filter(each -> each.id() == id).findAny();
  }

  /**
   * Adds one.
   *
   * @param scope an account or a domain that exists, or the server
   */
  public Result<RouteInfo> create(RouteScope scope, RouteSpec spec) {
    return checked(
        spec,
        transport -> {
          if (rows.routes().size() >= MAX_ROUTES) {
            return Result.refused(Objection.conflict("transport", "has too many routes beside it"));
          }
          RelayRoute row = new RelayRoute(scope, spec, transport.id());
          rows.add(row);
          return changed(row, transport.name());
        });
  }

  /** Changes one; it stays in its scope. */
  public Result<RouteInfo> change(long id, RouteSpec spec) {
    return checked(
        spec,
        transport -> {
          Optional<RelayRoute> row = rows.route(id);
          if (row.isEmpty()) {
            return Result.refused(Objection.unknown("id"));
          }
          row.get().become(spec, transport.id());
          rows.flush();
          return changed(row.get(), transport.name());
        });
  }

  /** Removes one. */
  public Result<RouteInfo> remove(long id) {
    return write(
        () -> {
          Optional<RelayRoute> row = rows.route(id);
          row.ifPresent(rows::remove);
          return row.isPresent() ? changed(row.get(), "") : Result.refused(Objection.unknown("id"));
        });
  }

  private interface Work {
    Result<RouteInfo> with(RelayTransport transport);
  }

  private Result<RouteInfo> checked(RouteSpec spec, Work work) {
    Optional<Objection> wrong = TransportRules.objection(spec);
    if (wrong.isPresent()) {
      return Result.refused(wrong.get());
    }
    return write(
        () ->
            rows.transport(spec.transport())
                .map(work::with)
                .orElseGet(
                    () ->
                        Result.refused(
                            Objection.invalid("transport", "is the name of no transport"))));
  }

  private Result<RouteInfo> changed(RelayRoute row, String transport) {
    changes.fire(new RoutesChanged());
    return Result.done(info(row, transport));
  }

  private static RouteInfo info(RelayRoute row, String transport) {
    return new RouteInfo(row.id(), row.scope(), row.spec(transport));
  }

  private Result<RouteInfo> write(Supplier<Result<RouteInfo>> work) {
    return contested
        .call(work)
        .orElseGet(
            () ->
                Result.refused(
                    Objection.conflict("transport", "is being changed by others; try again")));
  }
}
