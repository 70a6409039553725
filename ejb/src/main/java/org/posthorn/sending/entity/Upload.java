package org.posthorn.sending.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.posthorn.sending.value.UploadedFile;

/** A file that was added to a mail which is being written. */
@Entity
@Table(name = "upload")
@NamedQuery(name = Upload.PURGE, query = "delete from Upload u where u.created < :before")
@NamedQuery(
    name = Upload.FORGET,
    query = "delete from Upload u where u.account = :account and u.id in :ids")
@NamedQuery(name = Upload.OF_ACCOUNT, query = "delete from Upload u where u.account = :account")
@NamedQuery(
    name = Upload.OCTETS,
    query = "select sum(u.octets) from Upload u where u.account = :account")
public class Upload {
  /** Forgets old ones. */
  public static final String PURGE = "Upload.purge";

  /** Removes some of an account. */
  public static final String FORGET = "Upload.forget";

  /** Removes all of an account. */
  public static final String OF_ACCOUNT = "Upload.ofAccount";

  /** How many octets an account has. */
  public static final String OCTETS = "Upload.octets";

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "upload_id")
  @SequenceGenerator(name = "upload_id", sequenceName = "upload_id", allocationSize = 1)
  private long id;

  @Column(name = "account_id")
  private long account;

  @Column(name = "content_id")
  private long content;

  private String name;

  @Column(name = "media_type")
  private String mediaType;

  private long octets;

  @Column(name = "created_at")
  private long created;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Upload() {}

  /** One whose octets are durable. */
  public Upload(
      long account, long content, String name, String mediaType, long octets, Instant now) {
    this.account = account;
    this.content = content;
    this.name = name;
    this.mediaType = mediaType;
    this.octets = octets;
    this.created = now.toEpochMilli();
  }

  public long account() {
    return account;
  }

  public long content() {
    return content;
  }

  /** As pages see it. */
  public UploadedFile file() {
    return new UploadedFile(id, name, mediaType, octets);
  }
}
