package org.posthorn.sending.entity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.posthorn.sending.value.SubmissionOrigin.WEBMAIL;

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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.QueueIds;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.sasl.Login;
import org.posthorn.sending.value.ApplicationSubmission;
import org.posthorn.sending.value.ApplicationSubmission.Repetition;
import org.posthorn.sending.value.NewSubmission;
import org.posthorn.sending.value.SubmissionOrigin;
import org.posthorn.sending.value.WaitingMail;
import org.posthorn.spool.value.Delivery;
import org.posthorn.spool.value.DeliveryText;

/** A mail that somebody has sent from a page. */
@Entity
@Table(name = "submission")
@NamedQuery(
    name = Submission.BY_CLIENT,
    query = "select s from Submission s where s.account = :account and s.clientId = :client")
@NamedQuery(
    name = Submission.DUE,
    query =
        "select s.id from Submission s where s.state in (org.posthorn.sending.entity.Submission"
            + ".State.WAITING, org.posthorn.sending.entity.Submission.State.OFFERED,"
            + " org.posthorn.sending.entity.Submission.State.LEAVING)"
            + " and s.due <= :now order by s.due")
@NamedQuery(
    name = Submission.CLAIM,
    query =
        "update Submission s set s.state = org.posthorn.sending.entity.Submission.State.LEAVING,"
            + " s.due = :until where s.id = :id and s.due <= :now and s.state <>"
            + " org.posthorn.sending.entity.Submission.State.SENT")
@NamedQuery(
    name = Submission.PROMISE,
    query =
        "update Submission s set s.state = org.posthorn.sending.entity.Submission.State.LEAVING"
            + " where s.id = :id and s.state ="
            + " org.posthorn.sending.entity.Submission.State.OFFERED")
@NamedQuery(
    name = Submission.WITHDRAW,
    query =
        "delete from Submission s where s.id = :id and s.state ="
            + " org.posthorn.sending.entity.Submission.State.OFFERED")
@NamedQuery(
    name = Submission.TAKE_BACK,
    query =
        "delete from Submission s where s.id = :id and s.account = :account and s.state ="
            + " org.posthorn.sending.entity.Submission.State.WAITING")
@NamedQuery(
    name = Submission.POSTPONE,
    query =
        "update Submission s set s.due = :due where s.id = :id and s.account = :account and"
            + " s.state = org.posthorn.sending.entity.Submission.State.WAITING")
@NamedQuery(
    name = Submission.WAITING,
    query =
        "select s from Submission s where s.account = :account and s.state ="
            + " org.posthorn.sending.entity.Submission.State.WAITING order by s.due")
@NamedQuery(
    name = Submission.PURGE,
    query =
        "delete from Submission s where s.created < :before and s.state ="
            + " org.posthorn.sending.entity.Submission.State.SENT")
@NamedQuery(
    name = Submission.OF_ACCOUNT,
    query = "delete from Submission s where s.account = :account")
public class Submission {
  /** The one with a client's id. */
  public static final String BY_CLIENT = "Submission.byClient";

  /** Those that are to go now. */
  public static final String DUE = "Submission.due";

  /** Makes one leave, for one server. */
  public static final String CLAIM = "Submission.claim";

  /** From now on it goes whatever happens. */
  public static final String PROMISE = "Submission.promise";

  /** Removes one of which nothing has been promised. */
  public static final String WITHDRAW = "Submission.withdraw";

  /** Removes one that has not begun to leave. */
  public static final String TAKE_BACK = "Submission.takeBack";

  /** Gives one another moment that has not begun to leave. */
  public static final String POSTPONE = "Submission.postpone";

  /** Those of an account that have not begun to leave. */
  public static final String WAITING = "Submission.waiting";

  /** Forgets those that were sent. */
  public static final String PURGE = "Submission.purge";

  /** Removes all of an account. */
  public static final String OF_ACCOUNT = "Submission.ofAccount";

  /** Where it stands. */
  public enum State {
    /** For its moment; becomes LEAVING, or is taken back. */
    WAITING,
    /**
     * The call that has brought it is still to hear whether it goes; becomes SENT, LEAVING when it
     * breaks or that server ends, or is withdrawn.
     */
    OFFERED,
    /** Some server sees to it until it is due again; becomes SENT. */
    LEAVING,
    /** Done. */
    SENT
  }

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "submission_id")
  @SequenceGenerator(name = "submission_id", sequenceName = "submission_id", allocationSize = 1)
  private long id;

  @Column(name = "account_id")
  private long account;

  private String login;

  @Column(name = "client_id")
  private String clientId;

  @Column(name = "client_address")
  private String clientAddress;

  @Enumerated(EnumType.STRING)
  private State state;

  @Column(name = "due_at")
  private long due;

  @Column(name = "created_at")
  private long created;

  @Column(name = "content_id")
  private long content;

  @Column(name = "copy_id")
  private long copy;

  private String delivery;

  @Column(name = "draft_mailbox")
  private @Nullable Long draftMailbox;

  @Column(name = "draft_uid")
  private @Nullable Long draftUid;

  @Column(name = "original_mailbox")
  private @Nullable Long originalMailbox;

  @Column(name = "original_uid")
  private @Nullable Long originalUid;

  private boolean forwarded;
  private @Nullable String via;
  private boolean filed = true;

  @Column(name = "message_id")
  private @Nullable String messageId;

  private @Nullable String digest;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Submission() {}

  /**
   * One that was taken.
   *
   * @param delivery the order, for all of its recipients
   * @param copy the content that is filed; that of the order when it is the same
   * @param due when it goes, or when another server is to see to it
   */
  public Submission(
      Login login, NewSubmission wanted, Delivery delivery, long copy, Instant due, Instant now) {
    account = login.accountId();
    this.login = login.address();
    clientId = wanted.clientId();
    clientAddress = wanted.clientAddress();
    state = wanted.notBefore().filter(now::isBefore).isPresent() ? State.WAITING : State.LEAVING;
    this.due = due.toEpochMilli();
    created = now.toEpochMilli();
    content = delivery.contentId();
    this.copy = copy;
    this.delivery = DeliveryText.write(java.util.List.of(delivery));
    draftMailbox = wanted.draft().map(MessagePlace::mailbox).orElse(null);
    draftUid = wanted.draft().map(MessagePlace::uid).orElse(null);
    originalMailbox = wanted.original().map(MessagePlace::mailbox).orElse(null);
    originalUid = wanted.original().map(MessagePlace::uid).orElse(null);
    forwarded = wanted.forwards();
  }

  /**
   * One of an application, which is offered at once.
   *
   * @param delivery the order, for all of its recipients
   * @param copy the content that is filed; that of the order when it is the same
   * @param due when another server is to see to it
   */
  public Submission(
      ApplicationSubmission wanted, Delivery delivery, long copy, String messageId, Instant due) {
    SubmissionOrigin origin = wanted.origin();
    account = origin.login().accountId();
    login = origin.login().address();
    clientId = wanted.repetition().map(it -> clientId(it.key())).orElse(delivery.id());
    clientAddress = origin.clientAddress();
    state = State.OFFERED;
    this.due = due.toEpochMilli();
    created = QueueIds.madeAt(delivery.id()).orElseGet(due::toEpochMilli);
    content = delivery.contentId();
    this.copy = copy;
    this.delivery = DeliveryText.write(java.util.List.of(delivery));
    via = origin.via();
    filed = wanted.mail().saveSent();
    this.messageId = messageId;
    digest = wanted.repetition().map(Repetition::digest).orElse(null);
  }

  /** By which one is known that an application sends under a key of its own. */
  public static String clientId(String key) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
      return "key-" + HexFormat.of().formatHex(sum, 0, 24);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  public long id() {
    return id;
  }

  public Login login() {
    return new Login(account, login);
  }

  /** Who sends it, and by which way. */
  public SubmissionOrigin origin() {
    return new SubmissionOrigin(login(), via == null ? WEBMAIL : via, clientAddress);
  }

  /** Whether a copy is filed. */
  public boolean filed() {
    return filed;
  }

  /** With its angle brackets; empty text where it is not noted. */
  public String messageId() {
    return messageId == null ? "" : messageId;
  }

  /** Of what was asked for; empty text where it is not noted. */
  public String digest() {
    return digest == null ? "" : digest;
  }

  public State state() {
    return state;
  }

  public Instant due() {
    return Instant.ofEpochMilli(due);
  }

  public Instant created() {
    return Instant.ofEpochMilli(created);
  }

  public long copy() {
    return copy;
  }

  /** The order. */
  public Delivery delivery() {
    return DeliveryText.read(delivery).whole().get(0);
  }

  /** As its sender sees it while it waits. */
  public WaitingMail waiting() {
    return new WaitingMail(id, created(), due(), delivery().envelope().addresses(), copy, draft());
  }

  public Optional<MessagePlace> draft() {
    return place(draftMailbox, draftUid);
  }

  public Optional<MessagePlace> original() {
    return place(originalMailbox, originalUid);
  }

  private static Optional<MessagePlace> place(@Nullable Long mailbox, @Nullable Long uid) {
    return mailbox == null || uid == null
        ? Optional.empty()
        : Optional.of(new MessagePlace(mailbox, uid));
  }

  public boolean forwarded() {
    return forwarded;
  }

  /** It has gone and was filed. */
  public void sent() {
    state = State.SENT;
  }
}
