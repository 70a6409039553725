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
import java.util.zip.CRC32C;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.BodyGauge;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentLost;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.mime.compose.DeliveryReport;
import org.posthorn.mime.compose.DeliveryReport.Action;
import org.posthorn.mime.compose.DeliveryReport.Recipient;
import org.posthorn.mime.compose.DsnComposer;
import org.posthorn.relay.entity.OutgoingMessage.Result;
import org.posthorn.relay.value.Undeliverable;
import org.posthorn.spool.boundary.Spool;

/**
 * Tells senders what became of their mail. A message without sender is a notice itself, and nobody
 * is told about it. RFC 5321 §6.1.
 */
@ApplicationScoped
public class Bounces {
  /** As on all that lies in a mailbox; of a notice always null. RFC 5321 §4.4, §6.1. */
  private static final byte[] RETURN_PATH = "Return-Path: <>\r\n".getBytes(US_ASCII);

  private static final int MAX_ID = 40;
  private static final int MAX_HEADER = 64 * 1024;

  @Inject ContentStore contents;
  @Inject Spool spool;
  @Inject RelayEnvironment environment;

  /**
   * Tells of recipients who will never get it; the notice is durable on return.
   *
   * @param now what has just failed
   * @param owed what failed before, without the sender having been told
   */
  void failed(List<AttemptResult> now, List<QueuedRecipient> owed) {
    List<Recipient> fates = new ArrayList<>();
    for (AttemptResult each : now) {
      fates.add(fate(each.parcel(), each.result(), Action.FAILED, Optional.empty()));
    }
    owed.forEach(each -> fates.add(fate(each, each.last(), Action.FAILED, Optional.empty())));
    send(now.isEmpty() ? owed.get(0) : now.get(0).parcel(), fates);
  }

  /** Tells of recipients for whom it goes on; the notice is durable on return. */
  void delayed(List<AttemptResult> settlements) {
    List<Recipient> fates = new ArrayList<>();
    for (AttemptResult each : settlements) {
      int made = each.parcel().attempts() + 1;
      Instant until = each.result().at().plus(environment.settings().retry().remaining(made));
      fates.add(fate(each.parcel(), each.result(), Action.DELAYED, Optional.of(until)));
    }
    send(settlements.get(0).parcel(), fates);
  }

  /**
   * Tells that recipients will not get what was accepted for them. The notice is durable on return;
   * told again the same of the same delivery, the sender has it once.
   *
   * @return the id of the notice; empty when nobody is to be told
   */
  public Optional<String> undeliverable(
      String delivery, Envelope envelope, long contentId, Undeliverable cause) {
    List<Address> recipients = envelope.addresses();
    Optional<Address> sender = envelope.sender();
    Instant now = environment.clock().instant();
    List<Recipient> fates = recipients.stream().map(each -> fate(each, cause, now)).toList();
    String id = id(delivery, recipients, cause);
    sender.ifPresent(
        whom -> {
          byte[] notice = compose(whom, now, contentId, fates);
          spool.put(id, envelope(whom, notice), write(notice));
        });
    return sender.map(whom -> id);
  }

  /**
   * Another one for other recipients, so that none is passed over when fewer were told of before.
   */
  private static String id(String delivery, List<Address> recipients, Undeliverable cause) {
    String id = delivery + "-" + cause.mark();
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

  private static Recipient fate(Address recipient, Undeliverable cause, Instant now) {
    return new Recipient(
        recipient,
        Optional.empty(),
        Action.FAILED,
        cause.status(),
        Optional.empty(),
        Optional.of(cause.text()),
        Optional.empty(),
        Optional.of(now));
  }

  private static Recipient fate(
      QueuedRecipient parcel, Result result, Action action, Optional<Instant> until) {
    return new Recipient(
        parcel.address(),
        Optional.empty(),
        action,
        result.status(),
        Optional.of(result.host()).filter(host -> !host.isEmpty()),
        Optional.of(result.text()),
        until,
        Optional.of(result.at()));
  }

  private void send(QueuedRecipient about, List<Recipient> fates) {
    Optional<Address> sender = about.envelope().sender();
    if (sender.isEmpty()) {
      return;
    }
    byte[] notice = compose(sender.get(), about.created(), about.contentId(), fates);
    spool.put(envelope(sender.get(), notice), write(notice));
  }

  private byte[] compose(Address sender, Instant arrival, long contentId, List<Recipient> fates) {
    String host = environment.settings().hostName();
    DeliveryReport report =
        new DeliveryReport(
            host,
            sender,
            "<" + UUID.randomUUID() + "@" + host + ">",
            environment.clock().instant(),
            Optional.empty(),
            Optional.of(arrival),
            fates);
    return DsnComposer.compose(report, header(contentId));
  }

  private static Envelope envelope(Address recipient, byte[] notice) {
    BodyGauge gauge = new BodyGauge();
    gauge.add(notice, 0, notice.length);
    Body body = gauge.needed();
    boolean utf8 = body != Body.SEVEN_BIT;
    return Envelope.of(Optional.empty(), List.of(recipient), utf8, body).asOwn();
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
