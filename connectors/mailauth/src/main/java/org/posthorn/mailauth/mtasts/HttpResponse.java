package org.posthorn.mailauth.mtasts;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An answer of a web server to the only request on a connection. RFC 9112.
 *
 * @param type Content-Type, lower case; empty when there is none
 */
record HttpResponse(int status, String type, String body) {
  private static final int MOST = 64 * 1024; // octets of the body
  private static final int LINE = 8 * 1024;
  private static final int FIELDS = 100;

  /** Reads it; the body may be whole, in chunks, or last until the connection ends. */
  static HttpResponse read(InputStream in) throws IOException {
    int status = status(line(in));
    Map<String, String> fields = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 1 || fields.size() == FIELDS) {
        throw new IOException("no HTTP field");
      }
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    String type = fields.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    String body = status == 200 ? text(body(in, fields)) : "";
    return new HttpResponse(status, type, body);
  }

  /** Whether it is a text without markup. */
  boolean plainText() {
    return type.equals("text/plain") || type.matches("text/plain\\s*;.*");
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }

  // status-line = HTTP-version SP status-code SP [ reason-phrase ] ; RFC 9112 §4
  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
      throw new IOException("no HTTP status line");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private static byte[] body(InputStream in, Map<String, String> fields) throws IOException {
    String coding = fields.getOrDefault("transfer-encoding", "");
    if (coding.equalsIgnoreCase("chunked")) {
      return chunks(in);
    }
    String length = fields.getOrDefault("content-length", "");
    if (!coding.isEmpty() || !length.matches("[0-9]{0,9}")) {
      throw new IOException("an HTTP body of unknown form");
    }
    return length.isEmpty() ? rest(in) : exactly(in, Integer.parseInt(length));
  }

  private static byte[] rest(InputStream in) throws IOException {
    byte[] all = in.readNBytes(MOST + 1);
    if (all.length > MOST) {
      throw new IOException("too large");
    }
    return all;
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    if (length > MOST) {
      throw new IOException("too large");
    }
    byte[] all = in.readNBytes(length);
    if (all.length < length) {
      throw new EOFException();
    }
    return all;
  }

  // chunked-body = *chunk last-chunk trailer-section CRLF ; RFC 9112 §7.1
  private static byte[] chunks(InputStream in) throws IOException {
    byte[] all = new byte[0];
    while (true) {
      String size = line(in).split(";", 2)[0].strip();
      if (!size.matches("[0-9A-Fa-f]{1,7}")) {
        throw new IOException("no HTTP chunk");
      }
      byte[] chunk = exactly(in, Integer.parseInt(size, 16));
      if (chunk.length == 0) {
        return all;
      }
      if (all.length + chunk.length > MOST) {
        throw new IOException("too large");
      }
      byte[] longer = java.util.Arrays.copyOf(all, all.length + chunk.length);
      System.arraycopy(chunk, 0, longer, all.length, chunk.length);
      all = longer;
      line(in);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (line.length() == LINE) {
        throw new IOException("too long a line");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }
}
