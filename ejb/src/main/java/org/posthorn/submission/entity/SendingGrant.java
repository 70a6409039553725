package org.posthorn.submission.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.posthorn.submission.value.SendingGrantInfo;
import org.posthorn.submission.value.SendingGrantInfo.Kind;

/** That an account may write in the name of another. */
@Entity
@Table(name = "sending_grant")
@NamedQuery(
    name = SendingGrant.OF_DELEGATE,
    query = "select g from SendingGrant g where g.delegate = :delegate order by g.id")
@NamedQuery(
    name = SendingGrant.OF_ACCOUNT,
    query =
        "select g from SendingGrant g where g.owner = :account or g.delegate = :account"
            + " order by g.id")
@NamedQuery(
    name = SendingGrant.BETWEEN,
    query = "select g from SendingGrant g where g.owner = :owner and g.delegate = :delegate")
public class SendingGrant {
  /** What an account has been granted. */
  public static final String OF_DELEGATE = "SendingGrant.ofDelegate";

  /** What an account has granted, and has been granted. */
  public static final String OF_ACCOUNT = "SendingGrant.ofAccount";

  /** What one account has granted to another. */
  public static final String BETWEEN = "SendingGrant.between";

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "sending_grant_id")
  @SequenceGenerator(
      name = "sending_grant_id",
      sequenceName = "sending_grant_id",
      allocationSize = 1)
  private long id;

  @Column(name = "owner_id")
  private long owner;

  @Column(name = "delegate_id")
  private long delegate;

  @Enumerated(EnumType.STRING)
  private Kind kind = Kind.ON_BEHALF;

  @Column(name = "created_at")
  private long created;

  /** JPA wants it. */
  protected SendingGrant() {}

  public SendingGrant(long owner, long delegate, Kind kind, Instant now) {
    this.owner = owner;
    this.delegate = delegate;
    this.kind = kind;
    this.created = now.toEpochMilli();
  }

  /** It is of this kind from now on. */
  public void become(Kind other) {
    kind = other;
  }

  public SendingGrantInfo info() {
    return new SendingGrantInfo(id, owner, delegate, kind, Instant.ofEpochMilli(created));
  }
}
