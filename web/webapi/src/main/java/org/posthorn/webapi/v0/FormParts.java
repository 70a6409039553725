package org.posthorn.webapi.v0;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Locale;
import java.util.Optional;

/** The parts of a form, each read while it comes: nothing of them is kept. RFC 7578. */
final class FormParts {
  private static final int LONGEST_HEADER = 8 * 1024;
  private static final int LONGEST_BOUNDARY = 70; // RFC 2046 §5.1.1

  private final InputStream in;
  private final byte[] delimiter;
  private PartBody current;

  /**
   * A part. Its texts are empty where it does not say them.
   *
   * @param body to be read before the next part is asked for
   */
  record FormPart(
      String name, String fileName, String contentType, String contentId, InputStream body) {}

  /**
   * The parts of a body.
   *
   * @param contentType of the body, with the boundary
   * @throws MethodFailure when there is no boundary
   */
  FormParts(String contentType, InputStream body) {
    String boundary = parameter(contentType, "boundary");
    if (boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
      throw MethodFailure.protocol("The form has no boundary");
    }
    delimiter = ("\r\n--" + boundary).getBytes(US_ASCII);
    InputStream line = new ByteArrayInputStream(new byte[] {'\r', '\n'}); // before the first one
    in = new BufferedInputStream(new SequenceInputStream(line, body));
    current = new PartBody(); // what comes before the first part: RFC 2046 §5.1.1, preamble
  }

  /**
   * The next part; what has not been read of the one before is passed over.
   *
   * @throws MethodFailure when the form is broken
   */
  Optional<FormPart> next() throws IOException {
    while (current.read() >= 0) {
      // passed over
    }
    if (line(LONGEST_HEADER).strip().equals("--")) { // RFC 2046 §5.1.1, close-delimiter
      return Optional.empty();
    }
    String disposition = "";
    String type = "";
    String id = "";
    int left = LONGEST_HEADER;
    for (String field = line(left); !field.isEmpty(); field = line(left)) {
      left -= field.length();
      int colon = Math.max(0, field.indexOf(':'));
      String value = field.substring(Math.min(field.length(), colon + 1)).strip();
      switch (field.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
        case "content-disposition" -> disposition = value;
        case "content-type" -> type = value;
        case "content-id" -> id = value;
        case "content-transfer-encoding" -> requirePlain(value);
        default -> {} // RFC 7578 §4.8: ignored
      }
    }
    current = new PartBody();
    return Optional.of(
        new FormPart(
            parameter(disposition, "name"), parameter(disposition, "filename"), type, id, current));
  }

  // RFC 7578 §4.7: it is not used any more
  private static void requirePlain(String encoding) {
    if (!encoding.toLowerCase(Locale.ROOT).matches("7bit|8bit|binary")) {
      throw MethodFailure.protocol("Parts of a form are sent as they are");
    }
  }

  private String line(int most) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int octet = in.read();
    while (octet >= 0 && octet != '\n' && line.size() < most) {
      line.write(octet);
      octet = in.read();
    }
    boolean last = octet < 0 && line.size() > 0; // behind it: RFC 2046 §5.1.1, close-delimiter
    if (octet != '\n' && !last) {
      throw broken();
    }
    String text = line.toString(UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static MethodFailure broken() {
    return MethodFailure.protocol("The form is broken or cut off");
  }

  /** A parameter of a field; empty where there is none. RFC 7578 §4.2. */
  static String parameter(String field, String wanted) {
    int at = field.indexOf(';');
    while (at >= 0 && at < field.length()) {
      int equals = field.indexOf('=', at);
      if (equals < 0) {
        return "";
      }
      StringBuilder value = new StringBuilder();
      int end = value(field, equals + 1, value);
      if (field.substring(at + 1, equals).strip().equalsIgnoreCase(wanted)) {
        return value.toString().replace("%22", "\""); // as browsers write it
      }
      at = field.indexOf(';', end);
    }
    return "";
  }

  /** Reads a token or a quoted string; where it ends. */
  private static int value(String field, int from, StringBuilder value) {
    if (from >= field.length() || field.charAt(from) != '"') {
      int end = field.indexOf(';', from);
      value.append(field.substring(from, end < 0 ? field.length() : end).strip());
      return end < 0 ? field.length() : end;
    }
    for (int i = from + 1; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      boolean escape =
          c == '\\' && i + 1 < field.length() && "\\\"".indexOf(field.charAt(i + 1)) >= 0;
      value.append(escape ? field.charAt(++i) : c);
    }
    return field.length();
  }

  /** What stands before the next delimiter. */
  private final class PartBody extends InputStream {
    private int held = 1; // so much of what looked like a delimiter is to be given: from 1
    private int given = 1;
    private int waiting = -1; // what was read too far
    private boolean ended;

    @Override
    public int read() throws IOException {
      if (given < held) {
        return delimiter[given++];
      }
      if (ended) {
        return -1;
      }
      int octet = waiting >= 0 ? waiting : in.read();
      waiting = -1;
      if (octet < 0) {
        throw broken();
      }
      return octet == delimiter[0] ? afterReturn() : octet;
    }

    /** Its first octet is nowhere else in it, so that none begins within another. */
    private int afterReturn() throws IOException {
      for (int i = 1; i < delimiter.length; i++) {
        int octet = in.read();
        if (octet != delimiter[i]) {
          waiting = octet;
          held = i;
          given = 1;
          return delimiter[0];
        }
      }
      ended = true;
      return -1;
    }

    @Override
    public int read(byte[] octets, int from, int most) throws IOException {
      int count = 0;
      while (count < most) {
        int octet = read();
        if (octet < 0) {
          return count == 0 ? -1 : count;
        }
        octets[from + count++] = (byte) octet;
      }
      return count;
    }
  }
}
