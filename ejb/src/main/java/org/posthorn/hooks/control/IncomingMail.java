package org.posthorn.hooks.control;

import jakarta.json.stream.JsonGenerator;
import java.time.Instant;
import java.util.List;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.reading.PartOutline;
import org.posthorn.mime.reading.Provenance;
import org.posthorn.mime.reading.ReadableMessage;

/**
 * What a request says of a message that has come.
 *
 * @param recipient by whom it came to the account; empty when that is not known
 * @param mailbox in which it was put
 */
record IncomingMail(
    long id, ReadableMessage message, String recipient, String mailbox, Instant received) {

  /** Writes it as an object. */
  void write(JsonGenerator json) {
    json.writeStartObject().write("Version", 0);
    addresses(json, "From", message.from());
    addresses(json, "To", message.to());
    addresses(json, "CC", message.cc());
    addresses(json, "BCC", message.bcc());
    addresses(json, "ReplyTo", message.replyTo());
    json.write("Subject", message.subject()).write("MessageID", message.messageId());
    json.write("InReplyTo", message.inReplyTo());
    texts(json, "References", message.references());
    message
        .date()
        .ifPresentOrElse(date -> json.write("Date", date.toString()), () -> json.writeNull("Date"));
    json.write("Text", message.text()).write("HTML", message.html());
    json.writeKey("Structure");
    structure(json, message.structure());
    json.writeKey("Meta");
    meta(json, message.provenance());
    json.writeEnd();
  }

  private static void addresses(JsonGenerator json, String name, List<MailAddress> addresses) {
    json.writeStartArray(name);
    for (MailAddress each : addresses) {
      json.writeStartObject().write("Name", each.name()).write("Address", each.address());
      json.writeEnd();
    }
    json.writeEnd();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeStartArray(name);
    texts.forEach(json::write);
    json.writeEnd();
  }

  private static void structure(JsonGenerator json, PartOutline part) {
    json.writeStartObject().write("ContentType", part.contentType());
    json.writeStartObject("ContentTypeParams");
    part.parameters().forEach(json::write);
    json.writeEnd();
    json.write("ContentID", part.contentId());
    json.write("ContentDisposition", part.disposition()); // RFC 2183
    json.write("Filename", part.fileName()); // RFC 2231, RFC 2047
    json.write("DecodedSize", part.decodedSize()).writeStartArray("Parts");
    part.parts().forEach(each -> structure(json, each));
    json.writeEnd().writeEnd();
  }

  private void meta(JsonGenerator json, Provenance from) {
    json.writeStartObject().write("MsgID", id).write("MailFrom", from.mailFrom());
    json.write("MailFromValidated", from.mailFromValidated());
    json.write("MsgFromValidated", from.msgFromValidated());
    json.write("RcptTo", recipient.isEmpty() ? from.rcptTo() : recipient);
    texts(json, "DKIMVerifiedDomains", from.dkimVerifiedDomains());
    json.write("RemoteIP", from.remoteIp()).write("Received", received.toString());
    json.write("MailboxName", mailbox).write("Automated", from.automated()); // RFC 3834
    json.writeEnd();
  }
}
