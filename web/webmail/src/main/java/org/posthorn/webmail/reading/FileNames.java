package org.posthorn.webmail.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import org.posthorn.mime.MessagePart;

/** Names of files as senders give them, made harmless. */
final class FileNames {
  private static final int LONGEST = 150;

  private FileNames() {}

  /** The name of a part's file, without path, control and direction characters. */
  static String of(MessagePart part) {
    String name =
        part.fileName()
            .or(
                () ->
                    part.message()
                        .flatMap(m -> m.text(org.posthorn.mime.HeaderField.SUBJECT))
                        .map(s -> s + ".eml"))
            .orElse("");
    String clean = // what cannot be seen first: it could hide a path
        name.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029\"*:<>?|]", "").replace('\\', '/');
    clean = clean.substring(clean.lastIndexOf('/') + 1).strip().replaceFirst("^\\.+", "");
    if (clean.isEmpty()) {
      clean = "attachment-" + (part.number().isEmpty() ? "1" : part.number()) + extension(part);
    }
    return clean.length() > LONGEST ? shortened(clean) : clean;
  }

  private static String shortened(String name) {
    int dot = name.lastIndexOf('.');
    String end = dot > 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
    return name.substring(0, LONGEST - end.length()) + end;
  }

  private static String extension(MessagePart part) {
    return switch (part.mediaType()) {
      case "message/rfc822" -> ".eml";
      case "text/plain" -> ".txt";
      case "text/html" -> ".html";
      case "text/calendar" -> ".ics";
      case "application/pdf" -> ".pdf";
      case "image/jpeg" -> ".jpg";
      case "image/png" -> ".png";
      default -> "";
    };
  }

  /** The letters that stand for a kind of file, such as PDF; at most four. */
  static String kind(String name) {
    int dot = name.lastIndexOf('.');
    String end = dot > 0 ? name.substring(dot + 1) : "";
    return end.matches("[A-Za-z0-9]{1,4}") ? end.toUpperCase(Locale.ROOT) : "";
  }

  /** A Content-Disposition. RFC 6266 §4.1, RFC 8187 §3.2. */
  static String disposition(boolean inline, String name) {
    StringBuilder value = new StringBuilder(inline ? "inline" : "attachment");
    value.append("; filename*=UTF-8''");
    for (byte octet : name.getBytes(UTF_8)) {
      char c = (char) (octet & 0xFF);
      if (c < 128 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0)) {
        value.append(c);
      } else {
        value.append(String.format("%%%02X", (int) c));
      }
    }
    return value.toString();
  }
}
