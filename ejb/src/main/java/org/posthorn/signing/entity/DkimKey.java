package org.posthorn.signing.entity;

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
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailauth.dkim.DkimAlgorithm;
import org.posthorn.signing.value.DkimKeyState;

/** A key of a domain; the private half is encrypted. */
@Entity
@Table(name = "dkim_key")
@NamedQuery(
    name = DkimKey.OF_DOMAIN,
    query = "select k from DkimKey k where k.domainId = :domain order by k.id")
@NamedQuery(
    name = DkimKey.BY_STATE,
    query = "select k from DkimKey k where k.state = :state order by k.id")
@NamedQuery(name = DkimKey.COUNT, query = "select count(k) from DkimKey k")
public class DkimKey {
  /** The keys of {@code :domain}, oldest first. */
  public static final String OF_DOMAIN = "DkimKey.ofDomain";

  /** The keys in {@code :state}, oldest first. */
  public static final String BY_STATE = "DkimKey.byState";

  /** How many there are. */
  public static final String COUNT = "DkimKey.count";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  @Column(name = "domain_id")
  private long domainId;

  private String selector;

  private String algorithm;

  @Enumerated(EnumType.STRING)
  private DkimKeyState state;

  @Column(name = "public_key")
  private byte[] publicKey;

  @Column(name = "private_key")
  private byte[] privateKey;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  @Column(name = "not_after")
  private @Nullable OffsetDateTime notAfter;

  @Version private int version;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected DkimKey() {}

  /** A new key that signs nothing yet. */
  public DkimKey(long domainId, String selector, Halves halves, OffsetDateTime now) {
    this.domainId = domainId;
    this.selector = selector;
    this.algorithm = halves.algorithm.text();
    this.publicKey = halves.publicKey.clone();
    this.privateKey = halves.privateKey.clone();
    this.createdAt = now;
    this.state = DkimKeyState.PENDING;
  }

  /** A pair of keys, the private one encrypted. */
  public static final class Halves {
    private final DkimAlgorithm algorithm;
    private final byte[] publicKey;
    private final byte[] privateKey;

    /**
     * Copies.
     *
     * @param publicKey the SubjectPublicKeyInfo
     * @param privateKey the PKCS #8 form, encrypted
     */
    public Halves(DkimAlgorithm algorithm, byte[] publicKey, byte[] privateKey) {
      this.algorithm = algorithm;
      this.publicKey = publicKey.clone();
      this.privateKey = privateKey.clone();
    }
  }

  /** It signs from now on. */
  public void activate() {
    state = DkimKeyState.ACTIVE;
    notAfter = null;
  }

  /** It signs nothing any more; its record is needed until then. */
  public void retire(OffsetDateTime until) {
    state = DkimKeyState.RETIRED;
    notAfter = until;
  }

  /** Whether nothing signed by it can be on its way any more. */
  public boolean over(OffsetDateTime now) {
    return state == DkimKeyState.RETIRED && notAfter != null && notAfter.isBefore(now);
  }

  public long id() {
    return id;
  }

  public long domainId() {
    return domainId;
  }

  public String selector() {
    return selector;
  }

  public DkimAlgorithm algorithm() {
    return DkimAlgorithm.named(algorithm).orElseThrow();
  }

  public DkimKeyState state() {
    return state;
  }

  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** Encrypted. */
  public byte[] privateKey() {
    return privateKey.clone();
  }

  public OffsetDateTime createdAt() {
    return createdAt;
  }

  public Optional<OffsetDateTime> notAfter() {
    return Optional.ofNullable(notAfter);
  }
}
