package org.posthorn.transports.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.posthorn.domains.boundary.DomainInfo;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.signing.boundary.Secrets;
import org.posthorn.transactions.boundary.Transactions;
import org.posthorn.transports.entity.OnDemandDomain;
import org.posthorn.transports.entity.RelayTransport;
import org.posthorn.transports.value.ChosenTransport;
import org.posthorn.transports.value.RouteInfo;
import org.posthorn.transports.value.RouteSpec;
import org.posthorn.transports.value.RoutedMail;
import org.posthorn.transports.value.RoutesChanged;

/**
 * Routes and transports, mostly from memory. A change counts at once here and is told to other
 * servers; in any case it is seen after ten seconds.
 */
@ApplicationScoped
public class RouteMemory {
  /** What is told to other servers. */
  static final String CHANGED = "ROUTES";

  private static final long LIFE = TimeUnit.SECONDS.toNanos(10);

  @Inject TransportRows rows;
  @Inject Domains domains;
  @Inject Secrets secrets;
  @Inject Transactions transactions;
  @Inject ChangeTopic topic;

  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable Loaded loaded;

  private record Loaded(
      RouteMatch routes,
      Map<String, RelayTransport> transports,
      Map<String, Long> onDemand,
      long at,
      long change) {}

  /**
   * The transport that mail takes; empty when no route agrees.
   *
   * @throws org.posthorn.signing.value.KeysUnreadable when its password cannot be decrypted
   */
  public Optional<ChosenTransport> choose(RoutedMail mail) {
    Loaded known = loaded();
    if (known.routes().routes().isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> domain =
        known.routes().byDomain()
            ? mail.senderDomain().flatMap(domains::find).map(DomainInfo::id)
            : Optional.empty();
    return known
        .routes()
        .first(mail, domain)
        .map(RouteSpec::transport)
        .map(known.transports()::get)
        .map(this::open);
  }

  /** The domains whose mail waits to be fetched, with the account that fetches it. */
  public Map<String, Long> onDemand() {
    return loaded().onDemand();
  }

  /** Those of an account. */
  public Set<String> onDemandOf(long account) {
    return onDemand().entrySet().stream()
        .filter(each -> each.getValue() == account)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The routes that take a transport. */
  public List<RouteSpec> routesTo(String transport) {
    return loaded().routes().routes().stream()
        .map(RouteInfo::spec)
        .filter(each -> each.transport().equals(transport))
        .toList();
  }

  private ChosenTransport open(RelayTransport row) {
    return new ChosenTransport(
        row.name(),
        row.spec(),
        row.password().map(octets -> secrets.open(label(row.name()), octets)));
  }

  /** What a password is bound to. */
  public static String label(String transport) {
    return "transport " + transport;
  }

  private Loaded loaded() {
    Loaded known = loaded;
    long now = System.nanoTime();
    long change = changes.get(); // before the rows are read: a later change counts
    if (known != null && known.change() == change && now - known.at() < LIFE) {
      return known;
    }
    Loaded read = transactions.call(() -> load(now, change));
    loaded = read;
    return read;
  }

  private Loaded load(long now, long change) {
    Map<Long, RelayTransport> byId = new HashMap<>();
    Map<String, RelayTransport> byName = new HashMap<>();
    for (RelayTransport each : rows.transports()) {
      byId.put(each.id(), each);
      byName.put(each.name(), each);
    }
    List<RouteInfo> routes =
        rows.routes().stream()
            .filter(each -> byId.containsKey(each.transportId()))
            .map(
                each ->
                    new RouteInfo(
                        each.id(), each.scope(), each.spec(named(byId, each.transportId()))))
            .toList();
    Map<String, Long> onDemand = new HashMap<>();
    rows.onDemandDomains().stream()
        .map(OnDemandDomain::info)
        .forEach(each -> onDemand.put(each.name(), each.account()));
    return new Loaded(new RouteMatch(routes), byName, Map.copyOf(onDemand), now, change);
  }

  private static String named(Map<Long, RelayTransport> transports, long id) {
    RelayTransport transport = transports.get(id);
    return transport == null ? "" : transport.name();
  }

  void on(@Observes(during = TransactionPhase.AFTER_COMPLETION) RoutesChanged change) {
    forget();
    topic.tell(CHANGED, 0, "");
  }

  void on(@Observes ChangedElsewhere change) {
    if (change.kind().equals(CHANGED)) {
      forget();
    }
  }

  private void forget() {
    changes.incrementAndGet();
  }
}
