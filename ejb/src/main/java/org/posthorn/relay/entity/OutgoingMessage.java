package org.posthorn.relay.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.EnvelopeText;
import org.posthorn.kernel.Handling.Release;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;

/**
 * A message on its way to one recipient elsewhere. A row belongs to whoever claimed it, until the
 * claim is ended; nobody else changes it meanwhile. Times are milliseconds since 1970.
 */
@Entity
@Table(name = "outgoing_message")
@NamedQuery(
    name = OutgoingMessage.OF_DELIVERY,
    query = "select m from OutgoingMessage m where m.deliveryId = :delivery")
@NamedQuery(
    name = OutgoingMessage.CLAIM,
    query =
        "update OutgoingMessage m set m.claim = :claim, m.claimedUntil = :until"
            + " where m.deliveryId = :delivery and m.domain = :domain"
            + " and m.state in (org.posthorn.relay.entity.OutgoingMessage.State.WAITING,"
            + " org.posthorn.relay.entity.OutgoingMessage.State.BOUNCING,"
            + " org.posthorn.relay.entity.OutgoingMessage.State.REPORTING)"
            + " and m.held = false and m.nextAttempt <= :now and m.claimedUntil <= :now")
@NamedQuery(
    name = OutgoingMessage.WAITING_FOR,
    query =
        "select m from OutgoingMessage m where m.domain in :domains"
            + " and (m.lastAttempt > :attempt or m.lastAttempt = :attempt and m.id > :after)"
            + " and m.state = org.posthorn.relay.entity.OutgoingMessage.State.WAITING"
            + " and m.held = false and m.claimedUntil <= :now order by m.lastAttempt, m.id")
@NamedQuery(
    name = OutgoingMessage.CLAIM_WAITING,
    query =
        "update OutgoingMessage m set m.claim = :claim, m.claimedUntil = :until"
            + " where m.deliveryId = :delivery and m.domain = :domain"
            + " and m.state = org.posthorn.relay.entity.OutgoingMessage.State.WAITING"
            + " and m.held = false and m.claimedUntil <= :now")
@NamedQuery(
    name = OutgoingMessage.CLAIMED,
    query = "select m from OutgoingMessage m where m.claim = :claim order by m.id")
@NamedQuery(
    name = OutgoingMessage.LOCK_WAITING,
    query =
        "update OutgoingMessage m set m.announced = m.announced where m.id in :ids"
            + " and m.state = org.posthorn.relay.entity.OutgoingMessage.State.WAITING"
            + " and m.claim is null")
@NamedQuery(
    name = OutgoingMessage.WAITING_AMONG,
    query =
        "select m from OutgoingMessage m where m.id in :ids"
            + " and m.state = org.posthorn.relay.entity.OutgoingMessage.State.WAITING"
            + " and m.claim is null order by m.id")
@NamedQuery(
    name = OutgoingMessage.NEXT,
    query =
        "select min(m.nextAttempt) from OutgoingMessage m"
            + " where m.deliveryId = :delivery and m.domain = :domain"
            + " and m.state = org.posthorn.relay.entity.OutgoingMessage.State.WAITING"
            + " and m.held = false and m.claimedUntil <= :now")
@NamedQuery(
    name = OutgoingMessage.RELEASE,
    query =
        "update OutgoingMessage m set m.claim = null, m.claimedUntil = 0"
            + " where m.claim = :claim")
@NamedQuery(
    name = OutgoingMessage.RELEASE_ENDED,
    query =
        "update OutgoingMessage m set m.claim = null, m.claimedUntil = 0, m.announced = 0"
            + " where m.claim = :claim")
@NamedQuery(
    name = OutgoingMessage.CLAIMS,
    query =
        "select distinct m.claim from OutgoingMessage m"
            + " where m.claim is not null and m.claimedUntil = :until")
@NamedQuery(
    name = OutgoingMessage.BRING_FORWARD,
    query =
        "update OutgoingMessage m set m.nextAttempt = :now, m.announced = 0"
            + " where m.state = org.posthorn.relay.entity.OutgoingMessage.State.WAITING"
            + " and m.nextAttempt > :latest and (m.created > :latest or m.lastAttempt > :latest)")
@NamedQuery(
    name = OutgoingMessage.FORGET_ANNOUNCED,
    query =
        "update OutgoingMessage m set m.announced = 0"
            + " where m.state in (org.posthorn.relay.entity.OutgoingMessage.State.WAITING,"
            + " org.posthorn.relay.entity.OutgoingMessage.State.BOUNCING,"
            + " org.posthorn.relay.entity.OutgoingMessage.State.REPORTING)")
@NamedQuery(
    name = OutgoingMessage.OVERDUE,
    query =
        "select m.deliveryId, m.domain, m.sender, max(m.priority) as urgency"
            + " from OutgoingMessage m"
            + " where m.state in (org.posthorn.relay.entity.OutgoingMessage.State.WAITING,"
            + " org.posthorn.relay.entity.OutgoingMessage.State.BOUNCING,"
            + " org.posthorn.relay.entity.OutgoingMessage.State.REPORTING)"
            + " and m.held = false"
            + " and m.nextAttempt <= :due and m.claimedUntil <= :now and m.announced <= :announced"
            + " group by m.deliveryId, m.domain, m.sender order by urgency desc")
@NamedQuery(
    name = OutgoingMessage.ANNOUNCED,
    query =
        "update OutgoingMessage m set m.announced = :now"
            + " where m.deliveryId = :delivery and m.domain = :domain")
@NamedQuery(
    name = OutgoingMessage.DONE,
    query =
        "select m.id, m.deliveryId from OutgoingMessage m"
            + " where m.state = :state and m.nextAttempt <= :before and m.lastAttempt <= :before"
            + " order by m.nextAttempt, m.id")
@NamedQuery(
    name = OutgoingMessage.REPORTED_ID,
    query =
        "select m from OutgoingMessage m where m.deliveryId = :id and m.account = :account"
            + " order by m.id")
@NamedQuery(
    name = OutgoingMessage.REPORTED_ENVELOPE_ID,
    query =
        "select m from OutgoingMessage m where m.envelopeId = :id and m.account = :account"
            + " order by m.id")
@NamedQuery(
    name = OutgoingMessage.REPORTED_MESSAGE_ID,
    query =
        "select m from OutgoingMessage m where m.messageId = :id and m.account = :account"
            + " order by m.id")
@NamedQuery(
    name = OutgoingMessage.PURGE,
    query = "delete from OutgoingMessage m where m.id in :ids")
public class OutgoingMessage {

  /** The rows of {@code :delivery}. */
  public static final String OF_DELIVERY = "OutgoingMessage.ofDelivery";

  /** Claims the due rows of {@code :delivery} and {@code :domain}. */
  public static final String CLAIM = "OutgoingMessage.claim";

  /**
   * Rows that wait for {@code :domains} and are not claimed, the one whose last attempt is longest
   * ago first, from behind {@code :attempt} and {@code :after} on.
   */
  public static final String WAITING_FOR = "OutgoingMessage.waitingFor";

  /** Claims the waiting rows of {@code :delivery} and {@code :domain}, due or not. */
  public static final String CLAIM_WAITING = "OutgoingMessage.claimWaiting";

  /** The rows with {@code :claim}. */
  public static final String CLAIMED = "OutgoingMessage.claimed";

  /** Keeps others from those of {@code :ids} that wait until the end of the transaction. */
  public static final String LOCK_WAITING = "OutgoingMessage.lockWaiting";

  /** Those of {@code :ids} that wait and are not claimed. */
  public static final String WAITING_AMONG = "OutgoingMessage.waitingAmong";

  /** When the first unclaimed row of {@code :delivery} and {@code :domain} is due. */
  public static final String NEXT = "OutgoingMessage.next";

  /** Ends {@code :claim}; the JMS queue is not relied on to bring its rows again. */
  public static final String RELEASE_ENDED = "OutgoingMessage.releaseEnded";

  /** Those that hold {@code :until}. */
  public static final String CLAIMS = "OutgoingMessage.claims";

  /** Makes rows due {@code :now} that were planned after {@code :latest}, which is to come. */
  public static final String BRING_FORWARD = "OutgoingMessage.bringForward";

  /** Ends {@code :claim}. */
  public static final String RELEASE = "OutgoingMessage.release";

  /** Says that no open row is known to be in the JMS queue. */
  public static final String FORGET_ANNOUNCED = "OutgoingMessage.forgetAnnounced";

  /**
   * Delivery, domain, sender and priority, the highest first, of rows due since {@code :due} and
   * announced before {@code :announced}.
   */
  public static final String OVERDUE = "OutgoingMessage.overdue";

  /** Says that the rows of {@code :delivery} and {@code :domain} are in the JMS queue. */
  public static final String ANNOUNCED = "OutgoingMessage.announced";

  /** Id and delivery of rows that came to the final {@code :state} {@code :before}. */
  public static final String DONE = "OutgoingMessage.done";

  /** Deletes the rows with {@code :ids}. */
  public static final String PURGE = "OutgoingMessage.purge";

  /** Those of a delivery with {@code :id} and an {@code :account}. */
  public static final String REPORTED_ID = "OutgoingMessage.reportedId";

  /** Those with an ENVID of {@code :id} and an {@code :account}. */
  public static final String REPORTED_ENVELOPE_ID = "OutgoingMessage.reportedEnvelopeId";

  /** Those with a Message-ID of {@code :id} and an {@code :account}. */
  public static final String REPORTED_MESSAGE_ID = "OutgoingMessage.reportedMessageId";

  private static final int MAX_HOST = 255;
  private static final int MAX_ID = 255;

  /** The longest text of a result that is kept. */
  public static final int MAX_TEXT = 500;

  /** What is still to be done for a row. */
  public enum State {
    /** It is to be sent: when made, and after each attempt that may be repeated. */
    WAITING,
    /** From WAITING, when it failed for good and the sender is to hear of it. */
    BOUNCING,
    /** From WAITING: the peer has it, sends no reports, and the sender wants one. */
    REPORTING,
    /** From WAITING or REPORTING: the peer has it. The end. */
    DELIVERED,
    /** From BOUNCING, or from WAITING where there is no sender. The end. */
    FAILED
  }

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "outgoing_message_id")
  @SequenceGenerator(
      name = "outgoing_message_id",
      sequenceName = "outgoing_message_id",
      allocationSize = 50)
  private long id;

  @Column(name = "delivery_id")
  private String deliveryId;

  @Column(name = "content_id")
  private long contentId;

  private long size;

  @Convert(converter = AddressColumn.class)
  private @Nullable Address sender;

  @Convert(converter = AddressColumn.class)
  private Address recipient;

  private String domain;
  private boolean utf8;

  @Convert(converter = BodyColumn.class)
  private Body body = Body.SEVEN_BIT;

  @Column(name = "mail_options")
  private String mailOptions = "";

  @Column(name = "recipient_options")
  private String recipientOptions = "";

  @Enumerated(EnumType.STRING)
  private State state = State.WAITING;

  private int attempts;
  private int priority;

  @Column(name = "account_id")
  private @Nullable Long account;

  @Column(name = "message_id")
  private @Nullable String messageId;

  @Column(name = "envelope_id")
  private @Nullable String envelopeId;

  private boolean held;

  /** The attempts before the last one, a line each. */
  private String history = "";

  @Column(name = "created_at")
  private long created;

  @Column(name = "last_attempt_at")
  private long lastAttempt;

  @Column(name = "next_attempt_at")
  private long nextAttempt;

  /** When the next attempt was planned, where one besides it is made before; else 0. */
  @Column(name = "planned_at")
  private long planned;

  @Column(name = "announced_at")
  private long announced;

  private @Nullable String claim;

  @Column(name = "claimed_until")
  private long claimedUntil;

  @Column(name = "last_code")
  private int lastCode;

  @Column(name = "last_status")
  private String lastStatus = "";

  @Column(name = "last_text")
  private String lastText = "";

  @Column(name = "last_host")
  private String lastHost = "";

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected OutgoingMessage() {}

  /**
   * A message that is due now, or when it is to be released, and about to be put into the JMS
   * queue.
   *
   * @param envelope with one recipient
   * @param held whether it waits to be released
   */
  public OutgoingMessage(
      String deliveryId, Envelope envelope, Payload payload, boolean held, Instant now) {
    Recipient to = envelope.recipients().get(0);
    this.deliveryId = deliveryId;
    this.sender = envelope.sender().orElse(null);
    this.recipient = to.address();
    this.domain = recipient.domain();
    this.contentId = payload.contentId();
    this.size = payload.size();
    this.account = payload.account().orElse(null);
    this.messageId = payload.messageId().filter(it -> it.length() <= MAX_ID).orElse(null);
    this.envelopeId = envelope.options().envelopeId().orElse(null);
    this.held = held;
    this.utf8 = envelope.utf8();
    this.body = envelope.body();
    this.mailOptions = EnvelopeText.write(envelope.options());
    this.recipientOptions = EnvelopeText.write(to);
    this.created = now.toEpochMilli();
    this.nextAttempt = due(envelope, now).toEpochMilli();
    this.priority = envelope.handling().priority();
    this.announced = created;
  }

  // RFC 4865 §4
  private static Instant due(Envelope envelope, Instant now) {
    return envelope.handling().release().map(Release::until).filter(now::isBefore).orElse(now);
  }

  /**
   * What is sent.
   *
   * @param contentId the octets
   * @param size how many they are
   * @param account of the sender, where there is one
   * @param messageId its Message-ID, with angle brackets
   */
  public record Payload(
      long contentId, long size, Optional<Long> account, Optional<String> messageId) {

    /** Of a message without id. */
    public Payload(long contentId, long size, Optional<Long> account) {
      this(contentId, size, account, Optional.empty());
    }
  }

  /** The peer has it. */
  public void delivered(Result result) {
    attempted(result);
    state = State.DELIVERED;
  }

  /** The peer has it, but tells nobody. It stays claimed until the sender was told. */
  public void relayed(Result result) {
    attemptedClaimed(result);
    state = State.REPORTING;
  }

  /** The peer does not have it yet; the next attempt is made then. */
  public void deferred(Result result, Instant next) {
    attempted(result);
    nextAttempt = next.toEpochMilli();
    planned = 0;
    announced = result.at().toEpochMilli();
  }

  /** The peer does not have it yet; the attempt was besides those that are planned. */
  public void putOff(Result result) {
    int counted = attempts;
    attempted(result);
    attempts = counted;
    if (planned > 0) {
      nextAttempt = planned;
      planned = 0;
    }
    announced = 0;
  }

  /** The peer will never have it. It stays claimed until the sender was told. */
  public void failed(Result result) {
    attemptedClaimed(result);
    state = State.BOUNCING;
  }

  /** The sender was told, or is not to be. */
  public void told() {
    if (state == State.BOUNCING) {
      end(State.FAILED);
    } else if (state == State.REPORTING) {
      end(State.DELIVERED);
    }
  }

  /**
   * A report about it has come; it says nothing for sure, so what is to be done stays.
   *
   * @return whether it says something that was not known
   */
  public boolean reported(Result report) {
    boolean known =
        results().stream()
            .anyMatch(
                each ->
                    each.status().equals(report.status())
                        && each.text().startsWith(head(report.text())));
    if (!known) {
      history = AttemptHistory.add(tried() ? history : "", lastResult());
      lastCode = report.code();
      lastStatus = report.status();
      lastText = report.text().substring(0, Math.min(report.text().length(), MAX_TEXT));
      lastHost = report.host().substring(0, Math.min(report.host().length(), MAX_HOST));
    }
    return !known;
  }

  private static String head(String text) {
    return text.substring(0, Math.min(text.length(), 100));
  }

  /** The next attempt is due now. */
  public void retry(Instant now) {
    nextAttempt = now.toEpochMilli();
    planned = 0;
    announced = 0;
  }

  /**
   * An attempt is made now, besides those that are planned: when it fails, their number and times
   * stay as they are.
   */
  public void tryBesides(Instant now) {
    if (nextAttempt > now.toEpochMilli()) {
      planned = Math.max(planned, nextAttempt);
      nextAttempt = now.toEpochMilli();
    }
    announced = 0;
  }

  /** The next attempt is put off. */
  public void postpone(Duration by) {
    nextAttempt = Math.max(nextAttempt, planned) + by.toMillis();
    planned = 0;
    announced = 0;
  }

  /** It waits to be released. */
  public void hold() {
    held = true;
  }

  /** It goes on. */
  public void release() {
    held = false;
    announced = 0;
  }

  /** Nothing more is tried, and the sender is to hear of it. */
  public void giveUp(Result result) {
    attempted(result);
    retry(result.at());
    held = false;
    state = State.BOUNCING;
  }

  /** Nothing more is tried, and nobody hears of it. */
  public void drop(Result result) {
    attempted(result);
    held = false;
    state = State.FAILED;
  }

  /** Whether somebody is to work on it now. */
  public boolean due(Instant now) {
    boolean open = state == State.WAITING || state == State.BOUNCING || state == State.REPORTING;
    return open && !held && nextAttempt <= now.toEpochMilli();
  }

  private boolean tried() {
    return lastAttempt > 0;
  }

  private void end(State last) {
    state = last;
    claim = null;
    claimedUntil = 0;
  }

  private void attemptedClaimed(Result result) {
    String keptClaim = claim;
    long keptUntil = claimedUntil;
    attempted(result);
    claim = keptClaim;
    claimedUntil = keptUntil;
  }

  private void attempted(Result result) {
    if (tried()) {
      history = AttemptHistory.add(history, lastResult());
    }
    attempts++;
    lastAttempt = result.at().toEpochMilli();
    lastCode = result.code();
    lastStatus = result.status();
    lastText = result.text().substring(0, Math.min(result.text().length(), MAX_TEXT));
    lastHost = result.host().substring(0, Math.min(result.host().length(), MAX_HOST));
    claim = null;
    claimedUntil = 0;
  }

  /**
   * What an attempt brought.
   *
   * @param code the reply code, 0 without reply
   * @param status the enhanced status code
   * @param host who said it, empty when nobody
   */
  public record Result(Instant at, int code, String status, String text, String host) {}

  /** What the last attempt brought. */
  public Result lastResult() {
    return new Result(Instant.ofEpochMilli(lastAttempt), lastCode, lastStatus, lastText, lastHost);
  }

  public long id() {
    return id;
  }

  public String deliveryId() {
    return deliveryId;
  }

  public long contentId() {
    return contentId;
  }

  /** Its Message-ID, with angle brackets, where it is known. */
  public Optional<String> messageId() {
    return Optional.ofNullable(messageId);
  }

  /** The envelope, with this recipient. */
  public Envelope envelope() {
    MailOptions options =
        mailOptions.isEmpty()
            ? MailOptions.of(utf8, body) // nothing else, or of an earlier build
            : EnvelopeText.mailOptions(EnvelopeText.words(mailOptions));
    Recipient to = EnvelopeText.recipient(recipient, EnvelopeText.words(recipientOptions));
    return new Envelope(Optional.ofNullable(sender), List.of(to), options);
  }

  public Address recipient() {
    return recipient;
  }

  public String domain() {
    return domain;
  }

  /** How many octets the content has. */
  public long size() {
    return size;
  }

  public State state() {
    return state;
  }

  /** MT-PRIORITY. RFC 6710 §3 */
  public int priority() {
    return priority;
  }

  /** How many of the planned attempts were made. */
  public int attempts() {
    return attempts;
  }

  /** An attempt that ends before then is besides those that are planned. */
  public Instant planned() {
    return Instant.ofEpochMilli(planned);
  }

  public Instant created() {
    return Instant.ofEpochMilli(created);
  }

  public Instant nextAttempt() {
    return Instant.ofEpochMilli(nextAttempt);
  }

  /** The account of the sender, where there is one. */
  public Optional<Long> account() {
    return Optional.ofNullable(account);
  }

  /** Whether it waits to be released. */
  public boolean held() {
    return held;
  }

  /** Whether an attempt is being made. */
  public boolean claimed() {
    return claim != null;
  }

  /** What the latest attempts brought, the last one at the end. */
  public List<Result> results() {
    List<Result> results = new ArrayList<>(AttemptHistory.read(history));
    if (tried()) {
      results.add(lastResult());
    }
    return results;
  }
}
