package org.posthorn.hooks.control;

import jakarta.json.stream.JsonGenerator;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
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
  /** So much is told of a text. */
  static final int MAX_TEXT = 1024 * 1024;

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
        .filter(date -> date.getYear() >= 0 && date.getYear() <= 9999) // RFC 3339 §5.6
        .map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format)
        .ifPresentOrElse(date -> json.write("Date", date), () -> json.writeNull("Date"));
    json.write("Text", cut(message.text())).write("HTML", cut(message.html()));
    json.writeKey("Structure");
    structure(json, message.structure());
    json.writeKey("Meta");
    meta(json, message.provenance());
    json.writeEnd();
  }

  /** The beginning that takes no more than {@value #MAX_TEXT} octets in JSON. */
  static String cut(String text) {
    int octets = 0;
    for (int i = 0; i < text.length(); i++) {
      octets += octets(text.charAt(i));
      if (octets > MAX_TEXT) {
        return text.substring(
            0, i > 0 && Character.isHighSurrogate(text.charAt(i - 1)) ? i - 1 : i);
      }
    }
    return text;
  }

  private static int octets(char c) {
    if (c >= ' ' && c < 0x80) {
      return c == '"' || c == '\\' ? 2 : 1;
    }
    if (c < ' ') {
      return c == '\r' || c == '\n' || c == '\t' ? 2 : 6; // RFC 8259 §7
    }
    return c < 0x800 ? 2 : 3;
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
