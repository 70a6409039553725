package org.posthorn.mime.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Xtext;
import org.posthorn.mime.LeafPart;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.PartContent;
import org.posthorn.mime.header.HeaderFields;
import org.posthorn.mime.report.IncomingReport.Fate;

/** Reads the parts of a delivery status notification. RFC 3464 §2, RFC 6533 §5. */
final class ReportReader {
  private static final int MAX_PART = 64 * 1024;
  private static final int MAX_RECIPIENTS = 100;
  private static final int MAX_TEXT = 400;

  private final Content content;

  ReportReader(Content content) {
    this.content = content;
  }

  Optional<IncomingReport> read(MessagePart root) {
    Optional<byte[]> status = Optional.empty();
    Optional<String> messageId = Optional.empty();
    for (MessagePart part : root.children()) {
      switch (part.mediaType().toLowerCase(Locale.ROOT)) {
        case "message/delivery-status", "message/global-delivery-status" ->
            status = status.or(() -> Optional.of(octets(part)));
        case "text/rfc822-headers", "message/rfc822", "message/global", "message/global-headers" ->
            messageId = messageId.or(() -> messageId(octets(part)));
        default -> {}
      }
    }
    Optional<String> id = messageId;
    return status.map(octets -> report(octets, id)).filter(each -> !each.recipients().isEmpty());
  }

  private byte[] octets(MessagePart part) {
    LeafPart whole =
        new LeafPart(
            part.number(),
            part.mediaType(),
            part.charset(),
            part.encoding().toLowerCase(Locale.ROOT),
            part.body().offset(),
            part.body().length());
    return PartContent.start(content, whole, MAX_PART);
  }

  private static Optional<String> messageId(byte[] header) {
    return HeaderFields.first(header, "message-id").map(ReportReader::clean).map(String::strip);
  }

  private static IncomingReport report(byte[] octets, Optional<String> messageId) {
    List<Map<String, String>> groups = groups(octets);
    Optional<String> envelopeId =
        groups.isEmpty()
            ? Optional.empty()
            : Optional.ofNullable(groups.get(0).get("original-envelope-id"));
    List<Fate> fates = new ArrayList<>();
    for (Map<String, String> group : groups) {
      fate(group).filter(any -> fates.size() < MAX_RECIPIENTS).ifPresent(fates::add);
    }
    return new IncomingReport(envelopeId, messageId, fates);
  }

  // no database takes NUL in a text
  private static String clean(String text) {
    return text.replace('\0', ' ');
  }

  // delivery-status-content = per-message-fields 1*( CRLF per-recipient-fields ) ; RFC 3464 §2.1
  private static List<Map<String, String>> groups(byte[] octets) {
    List<Map<String, String>> groups = new ArrayList<>();
    Map<String, String> group = new HashMap<>();
    String last = "";
    for (String line :
        clean(new String(octets, java.nio.charset.StandardCharsets.UTF_8)).split("\r?\n", -1)) {
      int colon = line.indexOf(':');
      if (line.isBlank()) {
        if (!group.isEmpty()) {
          groups.add(group);
          group = new HashMap<>();
        }
        last = "";
      } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        group.computeIfPresent(last, (any, value) -> value + ' ' + line.strip());
      } else if (colon > 0) {
        last = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        group.putIfAbsent(last, line.substring(colon + 1).strip());
      }
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }

  private static Optional<Fate> fate(Map<String, String> group) {
    Optional<Address> address = address(group.get("final-recipient"));
    String action = group.getOrDefault("action", "").toLowerCase(Locale.ROOT);
    String status = group.getOrDefault("status", "").split("[ (]", 2)[0];
    if (address.isEmpty()
        || !action.matches("failed|delayed|delivered|relayed|expanded")
        || !status.matches("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}")) {
      return Optional.empty();
    }
    return Optional.of(
        new Fate(
            address.get(),
            address(group.get("original-recipient")),
            action,
            status,
            text(group.get("remote-mta")),
            text(group.get("diagnostic-code"))));
  }

  // generic-address = address-type ";" address ; RFC 3464 §2.1.2
  private static Optional<Address> address(@org.jspecify.annotations.Nullable String value) {
    return Optional.ofNullable(value)
        .filter(text -> text.indexOf(';') >= 0)
        .map(text -> text.substring(text.indexOf(';') + 1).strip())
        .flatMap(text -> Address.parse(text).or(() -> Xtext.decode(text).flatMap(Address::parse)));
  }

  private static String text(@org.jspecify.annotations.Nullable String value) {
    String text = value == null ? "" : value.substring(value.indexOf(';') + 1).strip();
    return text.substring(0, Math.min(text.length(), MAX_TEXT));
  }
}
