package org.posthorn.sending.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.posthorn.kernel.Envelope;

/** The fields that say how a mail came here. RFC 5321 §4.4. */
public final class SubmissionTrace {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private SubmissionTrace() {}

  /**
   * The fields; where the author's client is stays private.
   *
   * @param via such as {@code webmail}
   * @param host the name of this server
   * @param id of the order
   */
  public static byte[] of(String via, String host, Envelope envelope, String id, Instant now) {
    String sender =
        envelope.sender().map(it -> envelope.utf8() ? it.toString() : it.toAscii()).orElse("");
    String date = DATE.format(ZonedDateTime.ofInstant(now, ZoneOffset.UTC));
    String text =
        ("Return-Path: <" + sender + ">\r\n")
            + ("Received: from " + via + " by " + host + " (Posthorn)\r\n")
            + ("\twith HTTP id " + id + ";\r\n\t" + date + "\r\n");
    return text.getBytes(UTF_8);
  }
}
