package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.events.boundary.RecipientProgress;
import org.posthorn.events.boundary.RecipientProgress.Sent;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.reading.ReadableMessage;
import org.posthorn.sending.boundary.SendingSettings;

/**
 * Writes what requests say, in JSON. What is known when something happens is kept with the request;
 * what the message says is read when it is sent.
 */
@ApplicationScoped
public class Payloads {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String MESSAGE_ID = "MessageID";
  private static final int MOST_EXTRA = 2_000;

  @Inject ContentStore contents;
  @Inject Mailboxes mailboxes;
  @Inject SendingSettings sending;

  /**
   * The body of a request.
   *
   * @param subject of the message, if it was read for this
   * @param body JSON in UTF-8
   */
  @SuppressWarnings("ArrayRecordComponent") // made here, signed and sent, and not compared
  record Payload(Optional<String> subject, byte[] body) {}

  /** What is kept of something that has become of a message on its way. */
  static String facts(RecipientProgress event) {
    Sent sent = event.message();
    JsonObjectBuilder facts =
        JSON.createObjectBuilder()
            .add("Event", HookEvent.valueOf(event.kind().name()).text())
            .add("DSN", event.reported())
            .add("Suppressing", event.suppressing())
            .add("QueueMsgID", sent.id())
            .add("FromID", sent.fromId().orElse(""))
            .add(MESSAGE_ID, sent.messageId().orElse(""))
            .add("Recipient", sent.recipient().toString())
            .add("SMTPCode", event.answer().code())
            .add("SMTPEnhancedCode", event.answer().status())
            .add("Error", isFailure(event) ? event.answer().text() : "");
    return withExtra(facts, sent.extra());
  }

  /** The same for a message that has come to a mailbox of this server. */
  static String facts(long queueId, Address recipient, Map<String, String> extra) {
    JsonObjectBuilder facts =
        JSON.createObjectBuilder()
            .add("Event", HookEvent.DELIVERED.text())
            .add("DSN", false)
            .add("Suppressing", false)
            .add("QueueMsgID", queueId)
            .add("FromID", "")
            .add(MESSAGE_ID, "")
            .add("Recipient", recipient.toString())
            .add("SMTPCode", 0)
            .add("SMTPEnhancedCode", "2.0.0")
            .add("Error", "");
    return withExtra(facts, extra);
  }

  private static String withExtra(JsonObjectBuilder facts, Map<String, String> extra) {
    JsonObjectBuilder told = JSON.createObjectBuilder();
    if (extra.values().stream().mapToInt(String::length).sum() <= MOST_EXTRA) {
      extra.forEach(told::add);
    }
    return facts.add("Extra", told).build().toString();
  }

  private static boolean isFailure(RecipientProgress event) {
    return switch (event.kind()) {
      case SUPPRESSED, DELAYED, FAILED, CANCELED -> true;
      case DELIVERED, RELAYED, EXPANDED, UNRECOGNIZED -> false;
    };
  }

  /** What is kept of a message that has come. */
  static String facts(String delivery, String recipient, long mailbox) {
    return JSON.createObjectBuilder()
        .add("Delivery", delivery)
        .add("RcptTo", recipient)
        .add("Mailbox", mailbox)
        .build()
        .toString();
  }

  /** What a request says for a try. */
  static String test() {
    return facts(0, new Address("recipient", "example.org"), Map.of());
  }

  /**
   * What is to be sent.
   *
   * @throws ContentLost when the message that it is about is gone
   * @throws java.io.UncheckedIOException when it cannot be read now
   */
  Payload of(DueCall call) {
    JsonObject facts = read(call.facts());
    return call.event() == HookEvent.INCOMING ? incoming(call, facts) : outgoing(call, facts);
  }

  private static JsonObject read(String text) {
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private Payload outgoing(DueCall call, JsonObject facts) {
    Optional<MessageFacts> message =
        call.subject().isPresent() || call.contentId() == 0
            ? Optional.empty()
            : readable(call.contentId());
    String subject =
        call.subject().orElseGet(() -> message.flatMap(MessageFacts::subject).orElse(""));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(body)) {
      json.writeStartObject().write("Version", 0);
      for (String name : facts.keySet()) {
        if (name.equals(MESSAGE_ID)) {
          String known = facts.getString(MESSAGE_ID);
          json.write(
              MESSAGE_ID,
              known.isEmpty() ? message.flatMap(MessageFacts::messageId).orElse("") : known);
          json.write("Subject", subject);
          json.write("WebhookQueued", call.created().toString());
        } else {
          json.write(name, facts.get(name));
        }
      }
      json.writeEnd();
    }
    return new Payload(
        call.subject().isPresent() ? Optional.empty() : Optional.of(subject.replace("\0", "")),
        body.toByteArray());
  }

  // the mail has left, and its octets may be gone; what became of it is told all the same
  private Optional<MessageFacts> readable(long contentId) {
    try {
      return Optional.of(facts(contentId));
    } catch (ContentLost gone) {
      return Optional.empty();
    }
  }

  private MessageFacts facts(long contentId) {
    return contents.facts(new long[] {contentId}).get(0);
  }

  private Payload incoming(DueCall call, JsonObject known) {
    MessageFacts facts = facts(call.contentId());
    long mailbox = known.getJsonNumber("Mailbox").longValue();
    String name =
        mailboxes.list(call.account()).all().stream()
            .filter(each -> each.id() == mailbox)
            .map(each -> each.name().toString())
            .findAny()
            .orElse("");
    ReadableMessage message =
        ReadableMessage.of(facts, contents.content(call.contentId()), sending.hostName());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(body)) {
      new IncomingMail(call.contentId(), message, known.getString("RcptTo"), name, call.created())
          .write(json);
    }
    return new Payload(Optional.empty(), body.toByteArray());
  }
}
