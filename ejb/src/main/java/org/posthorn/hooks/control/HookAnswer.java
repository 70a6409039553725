package org.posthorn.hooks.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * What came of a request.
 *
 * @param status the status code; 0 when there was no answer
 * @param text how the answer began, at most 512 octets; without control characters
 * @param error why it has failed; empty when it has not
 */
record HookAnswer(int status, String text, String error) {
  /** So many octets of an answer are kept. */
  static final int KEPT = 512;

  private static final int LINE = 8 * 1024;
  private static final int FIELDS = 100;
  private static final int INTERIM = 10;

  /** There was none. */
  static HookAnswer failed(String error) {
    return new HookAnswer(0, "", error);
  }

  /** Whether the receiver has taken it. */
  boolean success() {
    return status >= 200 && status < 300; // RFC 9110 §15.3
  }

  /**
   * Reads the answer to the only request on a connection. When the status has come, the rest does
   * not matter: the text may be cut short. RFC 9112.
   */
  static HookAnswer read(InputStream in) throws IOException {
    int status = status(line(in));
    Framing framing = fields(in);
    for (int i = 0; status < 200 && i < INTERIM; i++) { // RFC 9110 §15.2
      status = status(line(in));
      framing = fields(in);
    }
    String error =
        status >= 200 && status < 300
            ? ""
            : status >= 300 && status < 400
                ? "The receiver answered " + status + "; redirections are not followed"
                : "The receiver answered " + status;
    return new HookAnswer(status, printable(body(in, framing)), error);
  }

  /** How the body ends: -1 with the connection, else after so many octets. */
  private record Framing(long length, boolean chunked) {}

  private static Framing fields(InputStream in) throws IOException {
    long length = -1;
    boolean chunked = false;
    int count = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (count++ == FIELDS) {
        throw new IOException("too many fields in the answer");
      }
      String field = line.toLowerCase(Locale.ROOT);
      if (field.matches("content-length:\\s*\\d{1,15}\\s*")) {
        length = Long.parseLong(field.substring(15).strip());
      } else if (field.startsWith("transfer-encoding:")) {
        chunked = field.endsWith("chunked");
      }
    }
    return new Framing(length, chunked);
  }

  // status-line = HTTP-version SP status-code SP [ reason-phrase ] ; RFC 9112 §4
  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
      throw new IOException("no HTTP status line");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private static byte[] body(InputStream in, Framing framing) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(KEPT);
    try {
      if (framing.chunked()) {
        chunks(in, kept);
      } else {
        copy(in, kept, framing.length() < 0 ? KEPT : framing.length());
      }
    } catch (IOException cutShort) {
      return kept.toByteArray();
    }
    return kept.toByteArray();
  }

  private static void copy(InputStream in, ByteArrayOutputStream kept, long length)
      throws IOException {
    long left = Math.min(length, KEPT - kept.size());
    byte[] piece = new byte[KEPT];
    while (left > 0) {
      int count = in.read(piece, 0, (int) left);
      if (count < 0) {
        return;
      }
      kept.write(piece, 0, count);
      left -= count;
    }
  }

  // chunked-body = *chunk last-chunk trailer-section CRLF ; RFC 9112 §7.1
  private static void chunks(InputStream in, ByteArrayOutputStream kept) throws IOException {
    while (kept.size() < KEPT) {
      String size = line(in).split(";", 2)[0].strip();
      if (!size.matches("[0-9A-Fa-f]{1,8}")) {
        throw new IOException("no HTTP chunk");
      }
      long length = Long.parseLong(size, 16);
      if (length == 0) {
        return;
      }
      copy(in, kept, length);
      line(in);
    }
  }

  private static String printable(byte[] octets) {
    return new String(octets, UTF_8).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended before the answer");
      }
      if (line.length() == LINE) {
        throw new IOException("too long a line in the answer");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }
}
