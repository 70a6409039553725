package org.posthorn.sessions.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.posthorn.sessions.value.NewSession;
import org.posthorn.sessions.value.SessionInfo;

/** That somebody is signed in by a browser. Times are milliseconds since 1970 UTC. */
@Entity
@Table(name = "web_session")
@NamedQuery(
    name = WebSession.BY_TOKEN,
    query = "select s from WebSession s where s.tokenHash = :hash")
@NamedQuery(
    name = WebSession.OF_ACCOUNT,
    query =
        "select s from WebSession s where s.accountId = :account order by s.seenMillis desc, s.id"
            + " desc")
@NamedQuery(
    name = WebSession.END,
    query = "delete from WebSession s where s.accountId = :account and s.id = :id")
@NamedQuery(
    name = WebSession.END_OTHERS,
    query = "delete from WebSession s where s.accountId = :account and s.id <> :kept")
@NamedQuery(
    name = WebSession.EXPIRE,
    query = "delete from WebSession s where s.expiresMillis < :now")
public class WebSession {
  public static final String BY_TOKEN = "WebSession.byToken";
  public static final String OF_ACCOUNT = "WebSession.ofAccount";
  public static final String END = "WebSession.end";
  public static final String END_OTHERS = "WebSession.endOthers";
  public static final String EXPIRE = "WebSession.expire";

  /** How long a session lives when it is not used. */
  static final Duration LIFE = Duration.ofHours(24);

  /** The same when somebody wanted to stay signed in. */
  static final Duration LONG_LIFE = Duration.ofDays(30);

  /** How exactly the last use is kept: not every request writes. */
  static final Duration GRAIN = Duration.ofMinutes(10);

  private static final int AGENT_LENGTH = 200;

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  @Column(name = "token_hash")
  private String tokenHash;

  private String area;

  @Column(name = "account_id")
  private long accountId;

  private String address;
  private String standing;
  private boolean staying;

  @Column(name = "since_millis")
  private long sinceMillis;

  @Column(name = "seen_millis")
  private long seenMillis;

  @Column(name = "expires_millis")
  private long expiresMillis;

  private String client;
  private String agent;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected WebSession() {}

  /**
   * A session that begins.
   *
   * @param standing what it rests on: it ends when that of the account is another one
   */
  public WebSession(NewSession wanted, String tokenHash, String standing, long now) {
    this.tokenHash = tokenHash;
    this.area = wanted.area();
    this.accountId = wanted.login().accountId();
    this.address = wanted.login().address();
    this.standing = standing;
    this.staying = wanted.staying();
    this.sinceMillis = now;
    this.client = wanted.client();
    String called = wanted.agent();
    this.agent = called.length() > AGENT_LENGTH ? called.substring(0, AGENT_LENGTH) : called;
    used(now);
  }

  /** Notes that it is used. */
  public final void used(long now) {
    seenMillis = now;
    expiresMillis = now + (staying ? LONG_LIFE : LIFE).toMillis();
  }

  /** Whether its last use should be noted anew. */
  public boolean isStale(long now) {
    return now - seenMillis > GRAIN.toMillis();
  }

  /** Whether it has not been used for too long. */
  public boolean isExpired(long now) {
    return expiresMillis < now;
  }

  public long id() {
    return id;
  }

  public String area() {
    return area;
  }

  public long accountId() {
    return accountId;
  }

  /** An address of the account: the main one when it began. */
  public String address() {
    return address;
  }

  public String standing() {
    return standing;
  }

  public boolean staying() {
    return staying;
  }

  /** As its owner sees it. */
  public SessionInfo info() {
    return new SessionInfo(
        id,
        area,
        staying,
        Instant.ofEpochMilli(sinceMillis),
        Instant.ofEpochMilli(seenMillis),
        client,
        agent);
  }
}
