package org.posthorn.transports.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.transports.value.IpFamily;
import org.posthorn.transports.value.TransportInfo;
import org.posthorn.transports.value.TransportKind;
import org.posthorn.transports.value.TransportSpec;
import org.posthorn.transports.value.TransportSpec.Failure;
import org.posthorn.transports.value.TransportTls;

/** A way on which mail leaves; its password is encrypted. */
@Entity
@Table(name = "relay_transport")
@NamedQuery(name = RelayTransport.ALL, query = "select t from RelayTransport t order by t.name")
@NamedQuery(
    name = RelayTransport.BY_NAME,
    query = "select t from RelayTransport t where t.name = :name")
@NamedQuery(
    name = RelayTransport.SEALED,
    query = "select count(t) from RelayTransport t where t.password is not null")
public class RelayTransport {
  /** All of them, by their names. */
  public static final String ALL = "RelayTransport.all";

  /** That with {@code :name}. */
  public static final String BY_NAME = "RelayTransport.byName";

  /** How many have a password. */
  public static final String SEALED = "RelayTransport.sealed";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private String name;

  @Enumerated(EnumType.STRING)
  private TransportKind kind;

  private @Nullable String host;
  private @Nullable Integer port;

  @Enumerated(EnumType.STRING)
  private TransportTls tls;

  private @Nullable String login;

  @Column(name = "sealed_password")
  private byte @Nullable [] password;

  @Column(name = "source_ipv4")
  private @Nullable String sourceIpv4;

  @Column(name = "source_ipv6")
  private @Nullable String sourceIpv6;

  @Enumerated(EnumType.STRING)
  @Column(name = "ip_family")
  private IpFamily family;

  @Column(name = "fail_code")
  private @Nullable Integer failCode;

  @Column(name = "fail_text")
  private @Nullable String failText;

  @Version private int version;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected RelayTransport() {}

  /** A new one without password. */
  @SuppressWarnings("NullAway.Init") // by become()
  public RelayTransport(String name, TransportSpec spec) {
    this.name = name;
    become(spec);
  }

  /** Changes all but name and password. */
  public final void become(TransportSpec spec) {
    kind = spec.kind();
    host = spec.host().orElse(null);
    port = spec.port();
    tls = spec.tls();
    login = spec.login().orElse(null);
    sourceIpv4 = spec.sourceIpv4().map(InetAddress::getHostAddress).orElse(null);
    sourceIpv6 = spec.sourceIpv6().map(InetAddress::getHostAddress).orElse(null);
    family = spec.family();
    failCode = spec.failure().map(Failure::code).orElse(null);
    failText = spec.failure().map(Failure::text).orElse(null);
  }

  /** Sets the encrypted password. */
  public void password(byte[] sealed) {
    password = sealed.clone();
  }

  /** It has none any more. */
  public void withoutPassword() {
    password = null;
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** The encrypted password. */
  public Optional<byte[]> password() {
    return Optional.ofNullable(password).map(byte[]::clone);
  }

  /** What it is, without the password. */
  public TransportSpec spec() {
    return new TransportSpec(
        kind,
        Optional.ofNullable(host),
        port == null ? 0 : port,
        tls,
        Optional.ofNullable(login),
        Optional.ofNullable(sourceIpv4).map(RelayTransport::address),
        Optional.ofNullable(sourceIpv6).map(RelayTransport::address),
        family,
        failCode == null
            ? Optional.empty()
            : Optional.of(new Failure(failCode, failText == null ? "" : failText)));
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // only literals are written
    }
  }

  /** As administrators see it. */
  public TransportInfo info() {
    return new TransportInfo(name, spec(), password != null);
  }
}
