package org.posthorn.transports.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.transports.value.RouteScope;
import org.posthorn.transports.value.RouteSpec;

/** Says which mail takes a transport. */
@Entity
@Table(name = "relay_route")
@NamedQuery(name = RelayRoute.ALL, query = "select r from RelayRoute r order by r.place, r.id")
@NamedQuery(
    name = RelayRoute.USING,
    query = "select count(r) from RelayRoute r where r.transportId = :transport")
public class RelayRoute {
  /** All of them, in their order. */
  public static final String ALL = "RelayRoute.all";

  /** How many take {@code :transport}. */
  public static final String USING = "RelayRoute.using";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  @Column(name = "account_id")
  private @Nullable Long account;

  @Column(name = "domain_id")
  private @Nullable Long domain;

  private int place;

  @Column(name = "sender_domains")
  private String senderDomains;

  @Column(name = "recipient_domains")
  private String recipientDomains;

  @Column(name = "minimum_attempts")
  private int minimumAttempts;

  @Column(name = "transport_id")
  private long transportId;

  @Version private int version;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected RelayRoute() {}

  /** A new one. */
  @SuppressWarnings("NullAway.Init") // by become()
  public RelayRoute(RouteScope scope, RouteSpec spec, long transportId) {
    this.account = scope.account().orElse(null);
    this.domain = scope.domain().orElse(null);
    become(spec, transportId);
  }

  /** Changes all but whose it is. */
  public final void become(RouteSpec spec, long transport) {
    place = spec.place();
    senderDomains = String.join(" ", spec.senderDomains());
    recipientDomains = String.join(" ", spec.recipientDomains());
    minimumAttempts = spec.minimumAttempts();
    transportId = transport;
  }

  public long id() {
    return id;
  }

  /** Whose it is. */
  public RouteScope scope() {
    return new RouteScope(Optional.ofNullable(account), Optional.ofNullable(domain));
  }

  /** The id of its transport. */
  public long transportId() {
    return transportId;
  }

  /** What it says, with its transport's name. */
  public RouteSpec spec(String transport) {
    return new RouteSpec(
        place, domains(senderDomains), domains(recipientDomains), minimumAttempts, transport);
  }

  private static List<String> domains(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
