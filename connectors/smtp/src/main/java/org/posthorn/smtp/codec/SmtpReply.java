package org.posthorn.smtp.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One reply. RFC 5321 §4.2.
 *
 * @param code three digits
 * @param status the enhanced status code (RFC 3463); empty text for replies that have none: the
 *     greeting, those to EHLO, HELO and LHLO, and intermediate ones (RFC 2034 §3)
 * @param lines at least one; printable, short enough for 512 octets
 */
public record SmtpReply(int code, String status, List<String> lines) {

  /** The service closes the connection. RFC 5321 §3.8. */
  public static final int CLOSING = 421;

  public SmtpReply {
    lines = List.copyOf(lines);
    if (code < 200 || code > 599 || lines.isEmpty()) {
      throw new IllegalArgumentException("No reply: " + code);
    }
  }

  /** A reply of one line. */
  public static SmtpReply of(int code, String status, String text) {
    return new SmtpReply(code, status, List.of(text));
  }

  /** A reply without enhanced status code. */
  public static SmtpReply plain(int code, String... lines) {
    return new SmtpReply(code, "", List.of(lines));
  }

  /** Whether the client got what it wanted so far. */
  public boolean positive() {
    return code < 400;
  }

  /**
   * The same with the session's id at its end, by which support finds the lines of the log, when
   * the client did not get what it wanted.
   */
  public SmtpReply in(String session) {
    if (positive()) {
      return this;
    }
    List<String> marked = new ArrayList<>(lines);
    marked.set(lines.size() - 1, lines.get(lines.size() - 1) + " (session " + session + ')');
    return new SmtpReply(code, status, marked);
  }

  // Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF
  /** The octets to send. */
  public byte[] octets() {
    StringBuilder text = new StringBuilder(64);
    for (int i = 0; i < lines.size(); i++) {
      text.append(code).append(i < lines.size() - 1 ? '-' : ' ');
      if (!status.isEmpty()) {
        text.append(status).append(' ');
      }
      text.append(lines.get(i)).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The first line as it is sent, for messages about it. */
  @Override
  public String toString() {
    return code + (status.isEmpty() ? " " : " " + status + " ") + lines.get(0);
  }
}
