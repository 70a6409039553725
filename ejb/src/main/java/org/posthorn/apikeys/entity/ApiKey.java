package org.posthorn.apikeys.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.apikeys.value.ApiKeyInfo;
import org.posthorn.apikeys.value.ApiToken;
import org.posthorn.apikeys.value.KeyScope;
import org.posthorn.apikeys.value.NewApiKey;

/** A key by which an application uses the API in the name of an account. */
@Entity
@Table(name = "api_key")
@NamedQuery(
    name = ApiKey.OF_ACCOUNT,
    query = "select k from ApiKey k where k.account = :account order by k.id")
@NamedQuery(
    name = ApiKey.USED,
    query =
        "update ApiKey k set k.used = :used where k.id = :id"
            + " and (k.used is null or k.used < :used)")
public class ApiKey {
  /** Those of {@code :account}. */
  public static final String OF_ACCOUNT = "ApiKey.ofAccount";

  /** Notes that {@code :id} was used at {@code :used}. */
  public static final String USED = "ApiKey.used";

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "api_key_id")
  @SequenceGenerator(name = "api_key_id", sequenceName = "api_key_id", allocationSize = 1)
  private long id;

  @Column(name = "account_id")
  private long account;

  private String name;

  @Column(name = "secret_digest")
  private String digest = "";

  private String scopes;

  @Column(name = "created_at")
  private long created;

  @Column(name = "expires_at")
  private @Nullable Long expires;

  @Column(name = "used_at")
  private @Nullable Long used;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected ApiKey() {}

  /** One that has no secret yet, so that it lets nobody in. */
  public ApiKey(long account, NewApiKey wanted, Instant now) {
    this.account = account;
    this.name = wanted.name();
    this.scopes = KeyScope.text(wanted.scopes());
    this.created = now.toEpochMilli();
    this.expires = wanted.expires().map(Instant::toEpochMilli).orElse(null);
  }

  /** Gets its secret. */
  public void show(ApiToken token) {
    digest = token.digest();
  }

  /** Whether a token is this key's. */
  public boolean isShownBy(ApiToken token) {
    return token.has(digest);
  }

  /** Whether it is not taken any more. */
  public boolean isExpired(Instant now) {
    return expires != null && now.toEpochMilli() >= expires;
  }

  public long id() {
    return id;
  }

  public long account() {
    return account;
  }

  /** What its account is told. */
  public ApiKeyInfo info() {
    return new ApiKeyInfo(
        id,
        name,
        KeyScope.read(scopes),
        Instant.ofEpochMilli(created),
        Optional.ofNullable(expires).map(Instant::ofEpochMilli),
        Optional.ofNullable(used).map(Instant::ofEpochMilli));
  }
}
