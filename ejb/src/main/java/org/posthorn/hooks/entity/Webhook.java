package org.posthorn.hooks.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.hooks.value.WebhookSpec;

/**
 * Where an account wants to be told of its mail by HTTP. Whoever has its claim sends; nobody else
 * does meanwhile.
 */
@Entity
@Table(name = "webhook")
@NamedQuery(
    name = Webhook.OF_ACCOUNT,
    query = "select w from Webhook w where w.account = :account order by w.id")
@NamedQuery(
    name = Webhook.BY_NAME,
    query = "select w from Webhook w where w.account = :account and w.name = :name")
@NamedQuery(name = Webhook.COUNT, query = "select count(w) from Webhook w")
@NamedQuery(name = Webhook.REMOVE, query = "delete from Webhook w where w.id = :id")
@NamedQuery(
    name = Webhook.CLAIM,
    query =
        "update Webhook w set w.claim = :claim"
            + " where w.id = :id and w.claim is null and w.paused = false"
            + " and w.restsUntil <= :now")
@NamedQuery(
    name = Webhook.REST,
    query = "update Webhook w set w.restsUntil = :until where w.id = :id")
@NamedQuery(
    name = Webhook.BRING_FORWARD,
    query = "update Webhook w set w.restsUntil = 0 where w.restsUntil > :latest")
@NamedQuery(
    name = Webhook.RELEASE,
    query = "update Webhook w set w.claim = null where w.claim = :claim")
@NamedQuery(
    name = Webhook.CLAIMS,
    query = "select w.claim from Webhook w where w.claim is not null")
public class Webhook {
  /** Those of {@code :account}. */
  public static final String OF_ACCOUNT = "Webhook.ofAccount";

  /** That of {@code :account} with {@code :name}. */
  public static final String BY_NAME = "Webhook.byName";

  /** How many there are. */
  public static final String COUNT = "Webhook.count";

  /** Removes {@code :id}, whoever serves it. */
  public static final String REMOVE = "Webhook.remove";

  /** Claims {@code :id}, if nobody has it and it does not rest. */
  public static final String CLAIM = "Webhook.claim";

  /** Leaves {@code :id} alone {@code :until} then. */
  public static final String REST = "Webhook.rest";

  /** Ends rests that a clock that was wrong has planned for after {@code :latest}. */
  public static final String BRING_FORWARD = "Webhook.bringForward";

  /** Ends {@code :claim}. */
  public static final String RELEASE = "Webhook.release";

  /** All claims. */
  public static final String CLAIMS = "Webhook.claims";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private String name;

  @Column(name = "account_id")
  private long account;

  private String url;
  private String events;

  @Column(name = "sealed_authorization")
  private byte @Nullable [] authorization;

  @Column(name = "sealed_secret")
  private byte[] secret;

  private boolean paused;

  @Column(name = "rests_until")
  private long restsUntil;

  @Column(name = "created_at")
  private long created;

  @Column(insertable = false, updatable = false) // by queries only
  private @Nullable String claim;

  @Version private int version;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Webhook() {}

  /** A new one without Authorization. */
  @SuppressWarnings("NullAway.Init") // by become()
  public Webhook(String name, long account, WebhookSpec spec, byte[] sealedSecret, Instant now) {
    this.name = name;
    this.account = account;
    this.secret = sealedSecret.clone();
    this.created = now.toEpochMilli();
    become(spec);
  }

  /** Changes all but its secrets. */
  public final void become(WebhookSpec spec) {
    if (!spec.url().equals(url)) {
      restsUntil = 0; // it is another receiver
    }
    url = spec.url();
    events =
        new TreeSet<>(spec.events()).stream().map(HookEvent::text).collect(Collectors.joining(","));
    paused = spec.paused();
  }

  /** Whether it takes requests now: it is not paused, nor does it rest. */
  public boolean open(Instant now) {
    return !paused && restsUntil <= now.toEpochMilli();
  }

  /** Sets the encrypted Authorization. */
  public void authorization(byte[] sealed) {
    authorization = sealed.clone();
  }

  /** It has none any more. */
  public void withoutAuthorization() {
    authorization = null;
  }

  /** Sets the encrypted secret. */
  public void secret(byte[] sealed) {
    secret = sealed.clone();
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  public long account() {
    return account;
  }

  public Instant created() {
    return Instant.ofEpochMilli(created);
  }

  /** Where requests go, and of what they tell. */
  public WebhookSpec spec() {
    return new WebhookSpec(url, events(events), paused);
  }

  /** The events that a row names; those of a later build are not among them. */
  public static Set<HookEvent> events(String names) {
    return Arrays.stream(names.split(","))
        .flatMap(name -> HookEvent.named(name).stream())
        .collect(Collectors.toSet());
  }

  /** The encrypted Authorization, if there is one. */
  public Optional<byte[]> authorization() {
    return Optional.ofNullable(authorization).map(byte[]::clone);
  }

  /** The encrypted secret. */
  public byte[] secret() {
    return secret.clone();
  }
}
