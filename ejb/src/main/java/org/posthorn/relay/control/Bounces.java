package org.posthorn.relay.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.BodyGauge;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentLost;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Handling.Release;
import org.posthorn.kernel.MailOptions.Returned;
import org.posthorn.kernel.Recipient.Notify;
import org.posthorn.mime.compose.DeliveryReport;
import org.posthorn.mime.compose.DeliveryReport.Action;
import org.posthorn.mime.compose.DeliveryReport.Recipient;
import org.posthorn.mime.compose.DsnComposer;
import org.posthorn.relay.entity.OutgoingMessage.Result;
import org.posthorn.relay.entity.OutgoingMessage.State;
import org.posthorn.relay.value.Undeliverable;
import org.posthorn.smtp.client.Traits;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.trace.boundary.MailLog;

/**
 * Tells senders what became of their mail, as far as they want to be told (RFC 3461 §4.1). A
 * message without sender is a notice itself, and nobody is told about it. RFC 5321 §6.1.
 */
@ApplicationScoped
public class Bounces {
  /** As on all that lies in a mailbox; of a notice always null. RFC 5321 §4.4, §6.1. */
  private static final byte[] RETURN_PATH = "Return-Path: <>\r\n".getBytes(US_ASCII);

  private static final int MAX_ID = 40;
  private static final int MAX_HEADER = 64 * 1024;

  /** A larger message is not returned, whatever the sender asks for: its header is. */
  private static final int MAX_RETURNED = 1024 * 1024;

  private static final String DELIVERED = "d"; // beside the marks of Undeliverable

  @Inject ContentStore contents;
  @Inject Spool spool;
  @Inject RelayEnvironment environment;
  @Inject MailLog log;

  /**
   * Tells of recipients who will never get it; the notice is durable on return.
   *
   * @param now what has just failed
   * @param owed what ended before, without the sender having been told
   */
  void failed(List<AttemptResult> now, List<QueuedRecipient> owed) {
    List<Fate> fates = new ArrayList<>();
    for (AttemptResult each : now) {
      fates.add(new Fate(each.parcel(), each.result(), Action.FAILED));
    }
    owed.stream()
        .filter(each -> each.owed() == State.BOUNCING)
        .forEach(each -> fates.add(new Fate(each, each.last(), Action.FAILED)));
    send(fates, Notify.FAILURE, "x");
  }

  /**
   * Tells of recipients who may get it, from a server that sends no such reports; the notice is
   * durable on return. RFC 3461 §5.2.2.
   *
   * @param now what has just been passed on
   * @param owed what ended before, without the sender having been told
   */
  void relayed(List<AttemptResult> now, List<QueuedRecipient> owed) {
    List<Fate> fates = new ArrayList<>();
    for (AttemptResult each : now) {
      fates.add(new Fate(each.parcel(), each.result(), Action.RELAYED));
    }
    owed.stream()
        .filter(each -> each.owed() == State.REPORTING)
        .forEach(each -> fates.add(new Fate(each, each.last(), Action.RELAYED)));
    send(fates, Notify.SUCCESS, "r");
  }

  /** Tells of recipients for whom it goes on; the notice is durable on return. */
  void delayed(List<AttemptResult> settlements) {
    List<Fate> fates = new ArrayList<>();
    for (AttemptResult each : settlements) {
      fates.add(new Fate(each.parcel(), each.result(), Action.DELAYED));
    }
    send(fates, Notify.DELAY, "w");
  }

  /**
   * Tells that recipients will not get what was accepted for them. The notice is durable on return;
   * told again the same of the same delivery, the sender has it once.
   *
   * @return the id of the notice; empty when nobody is to be told
   */
  public Optional<String> undeliverable(
      String delivery, Envelope envelope, long contentId, Undeliverable cause) {
    Instant now = environment.clock().instant();
    return tell(
        delivery,
        envelope,
        contentId,
        Notify.FAILURE,
        cause.mark(),
        each -> report(each, Action.FAILED, cause.status(), Optional.of(cause.text()), now));
  }

  /**
   * Tells that recipients have it in their mailboxes. The notice is durable on return; told again
   * the same of the same delivery, the sender has it once.
   *
   * @return the id of the notice; empty when nobody is to be told
   */
  public Optional<String> delivered(String delivery, Envelope envelope, long contentId) {
    Instant now = environment.clock().instant();
    return tell(
        delivery,
        envelope,
        contentId,
        Notify.SUCCESS,
        DELIVERED,
        each -> report(each, Action.DELIVERED, "2.0.0", Optional.empty(), now));
  }

  private Optional<String> tell(
      String delivery,
      Envelope envelope,
      long contentId,
      Notify event,
      String mark,
      Function<org.posthorn.kernel.Recipient, Recipient> report) {
    Envelope told =
        envelope.to(envelope.recipients().stream().filter(each -> each.wants(event)).toList());
    if (told.sender().isEmpty() || told.recipients().isEmpty()) {
      return Optional.empty();
    }
    String id = id(delivery, told.addresses(), mark);
    List<Recipient> fates = told.recipients().stream().map(report).toList();
    byte[] notice = notice(told, environment.clock().instant(), contentId, fates);
    put(id, delivery, told, notice);
    return Optional.of(id);
  }

  /**
   * Another one for other recipients, so that none is passed over when fewer were told of before.
   */
  static String id(String delivery, List<Address> recipients, String mark) {
    String id = delivery + "-" + mark;
    if (id.length() + 8 > MAX_ID) {
      return id;
    }
    CRC32C whom = new CRC32C();
    recipients.stream()
        .map(Address::toString)
        .sorted()
        .forEach(each -> whom.update((each + "\n").getBytes(UTF_8)));
    return id + "%08x".formatted(whom.getValue());
  }

  private static Recipient report(
      org.posthorn.kernel.Recipient recipient,
      Action action,
      String status,
      Optional<String> diagnostic,
      Instant now) {
    return new Recipient(
        recipient.address(),
        original(recipient),
        action,
        status,
        Optional.empty(),
        diagnostic,
        Optional.empty(),
        Optional.of(now));
  }

  /** What became of a row. */
  private record Fate(QueuedRecipient parcel, Result result, Action action) {}

  private Recipient report(Fate fate) {
    Result result = fate.result();
    int made = fate.parcel().attempts() + 1;
    return new Recipient(
        fate.parcel().address(),
        original(fate.parcel().recipient()),
        fate.action(),
        result.status(),
        Optional.of(result.host()).filter(host -> !host.isEmpty()),
        Optional.of(result.text()),
        Optional.of(fate.action())
            .filter(action -> action == Action.DELAYED)
            .map(any -> result.at().plus(environment.settings().retry().remaining(made))),
        Optional.of(result.at()));
  }

  // RFC 3464 §2.3.1
  private static Optional<String> original(org.posthorn.kernel.Recipient recipient) {
    return recipient.original().map(each -> each.type() + ";" + each.address());
  }

  private void send(List<Fate> fates, Notify event, String mark) {
    List<Fate> told = fates.stream().filter(each -> wants(each.parcel(), event)).toList();
    if (told.isEmpty() || told.get(0).parcel().envelope().sender().isEmpty()) {
      return;
    }
    QueuedRecipient about = told.get(0).parcel();
    List<Recipient> reports = told.stream().map(this::report).toList();
    byte[] notice = notice(about.envelope(), about.created(), about.contentId(), reports);
    List<Address> recipients = told.stream().map(each -> each.parcel().address()).toList();
    String id = id(about.delivery(), recipients, mark); // told again, the sender has it once
    put(id, about.delivery(), about.envelope(), notice);
  }

  private void put(String id, String delivery, Envelope about, byte[] notice) {
    Envelope envelope = envelope(about, notice);
    spool.put(id, envelope, write(notice));
    log.step("notice", id)
        .from(envelope.sender())
        .to(envelope.addresses())
        .with("about", delivery)
        .write();
  }

  // RFC 2852 §4.1.4: who names a time hears of relaying, unless it wants to hear of nothing
  static boolean wants(QueuedRecipient parcel, Notify event) {
    boolean timed =
        event == Notify.SUCCESS
            && parcel.envelope().handling().deadline().isPresent()
            && !parcel.recipient().notifyOn().contains(Notify.NEVER);
    return timed || parcel.recipient().wants(event);
  }

  private byte[] notice(
      Envelope about, Instant arrival, long contentId, List<Recipient> recipients) {
    String host = environment.settings().hostName();
    DeliveryReport report =
        new DeliveryReport(
            host,
            about.sender().orElseThrow(),
            "<" + UUID.randomUUID() + "@" + host + ">",
            environment.clock().instant(),
            about.options().envelopeId(),
            Optional.of(arrival),
            about.handling().release().map(Release::asked),
            recipients);
    boolean whole =
        about.options().returned().equals(Optional.of(Returned.FULL))
            && !about.options().requireTls() // RFC 8689 §5
            && recipients.stream().anyMatch(each -> each.action() == Action.FAILED);
    return (whole ? returning(report, contentId) : Optional.<byte[]>empty())
        .orElseGet(() -> DsnComposer.compose(report, header(contentId)));
  }

  /** With the whole message, unless that is large, cannot stand in lines, or is damaged. */
  private Optional<byte[]> returning(DeliveryReport report, long contentId) {
    try {
      Content content = contents.content(contentId);
      if (content.size() > MAX_RETURNED) { // RFC 3461 §6.2
        return Optional.empty();
      }
      Traits traits = Traits.of(content, Body.BINARY);
      if (traits.binary()) {
        return Optional.empty();
      }
      byte[] octets = new byte[(int) content.size()];
      content.read(0, ByteBuffer.wrap(octets));
      byte[] message = Arrays.copyOfRange(octets, (int) traits.start(), octets.length);
      return Optional.of(DsnComposer.returning(report, message, traits.utf8Header()));
    } catch (ContentLost | UncheckedIOException damaged) {
      return Optional.empty();
    }
  }

  private static Envelope envelope(Envelope about, byte[] notice) {
    BodyGauge gauge = new BodyGauge();
    gauge.add(notice, 0, notice.length);
    Body body = gauge.needed();
    boolean utf8 = body != Body.SEVEN_BIT;
    List<Address> sender = List.of(about.sender().orElseThrow());
    Envelope own = Envelope.of(Optional.empty(), sender, utf8, body).asOwn();
    return about.options().requireTls() // RFC 8689 §5
        ? new Envelope(own.sender(), own.recipients(), own.options().withRequireTls(true))
        : own;
  }

  /** The header of a message, as far as a notice quotes it; nothing of the body. */
  private byte[] header(long contentId) {
    try {
      return header(contents.content(contentId), 0);
    } catch (ContentLost | UncheckedIOException lost) {
      return headerOfDamaged(contentId);
    }
  }

  /** So that the sender sees which message it was; short of the end, where it would be refused. */
  private byte[] headerOfDamaged(long contentId) {
    try {
      return header(contents.content(contentId), 1);
    } catch (ContentLost | UncheckedIOException nothingLeft) {
      return new byte[0];
    }
  }

  private static byte[] header(Content content, int less) {
    byte[] head = new byte[(int) Math.max(0, Math.min(content.size() - less, MAX_HEADER))];
    content.read(0, ByteBuffer.wrap(head));
    boolean emptyLine = true;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == '\n') {
        if (emptyLine) {
          return Arrays.copyOf(head, i + 1);
        }
        emptyLine = true;
      } else if (head[i] != '\r') {
        emptyLine = false;
      }
    }
    return head;
  }

  private Content write(byte[] notice) {
    ContentSink sink = contents.sink();
    try {
      sink.write(ByteBuffer.wrap(RETURN_PATH));
      sink.write(ByteBuffer.wrap(notice));
      return sink.finish();
    } catch (RuntimeException e) {
      sink.discard();
      throw e;
    }
  }
}
