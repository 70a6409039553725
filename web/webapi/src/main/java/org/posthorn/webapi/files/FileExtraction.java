package org.posthorn.webapi.files;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.posthorn.webapi.files.ExtractionFailure.Reason;

/**
 * Takes the files out of a JSON text while it is read: the octets of each are decoded from base64
 * (RFC 4648 §4) into a {@link SpooledOctets}, and its number stands in their place. So a request
 * costs no memory for what is attached to it. Not thread-safe.
 */
public final class FileExtraction implements Closeable {
  /** The most files of a request, those that come beside the text among them. */
  public static final int MOST_FILES = 200;

  /** The most values of a text: a parser keeps an object for each. */
  public static final int MOST_VALUES = 20_000;

  private static final int LONGEST_NAME = 64;
  private static final int PIECE = 8 * 1024; // whole groups of four

  private final Rules rules;
  private final ByteArrayOutputStream json = new ByteArrayOutputStream();
  private final List<SpooledOctets> files = new ArrayList<>();
  private final byte[] piece = new byte[PIECE];
  private InputStream in = InputStream.nullInputStream();
  private long octets;
  private int values;

  /**
   * Where files stand and how large a request is.
   *
   * @param member of a file's object that has its octets
   * @param arrays members of the request that are arrays of files; empty when it has none
   * @param mostText the most octets of the text without its files
   * @param mostOctets the most octets of all files together, decoded
   */
  public record Rules(String member, Set<String> arrays, int mostText, long mostOctets) {
    public Rules {
      arrays = Set.copyOf(arrays);
    }
  }

  /** Nothing yet. */
  public FileExtraction(Rules rules) {
    this.rules = rules;
  }

  /**
   * Reads a text to its end; whether it is JSON is seen later. To be closed also when it failed.
   *
   * @param text in UTF-8; read octet by octet
   * @throws ExtractionFailure when it is too large, or a file is not base64
   */
  public void read(InputStream text) throws IOException {
    in = text;
    String last = ""; // the string before
    boolean value = false; // whether a colon was the last that was not blank
    boolean among = false; // whether this is within an array of files
    int depth = 0;
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      if (octet == '"' && value && among && depth == 3 && last.equals(rules.member())) {
        keep('"');
        file();
        Integer.toString(files.size()).chars().forEach(this::keep);
        keep('"');
        last = "";
      } else if (octet == '"') {
        last = string();
      } else {
        keep(octet);
        if (octet == '[' || octet == '{') {
          among |= octet == '[' && value && depth == 1 && rules.arrays().contains(last);
          depth++;
        } else if (octet == ']' || octet == '}') {
          depth--;
          among &= depth > 1;
        }
        countValue(octet);
      }
      value = octet == ':' || value && octet <= ' ';
    }
  }

  /** Each value but the first stands behind one of these. */
  private void countValue(int octet) {
    if ((octet == ',' || octet == '[' || octet == '{') && ++values > MOST_VALUES) {
      throw new ExtractionFailure(Reason.TOO_MANY_VALUES);
    }
  }

  private void keep(int octet) {
    if (json.size() >= rules.mostText()) {
      throw new ExtractionFailure(Reason.TOO_LARGE);
    }
    json.write(octet);
  }

  // string = quotation-mark *char quotation-mark ; RFC 8259 §7
  private String string() throws IOException {
    StringBuilder text = new StringBuilder();
    keep('"');
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      keep(octet);
      if (octet == '"') {
        break;
      }
      int c = octet == '\\' ? escaped(true) : octet;
      if (text.length() < LONGEST_NAME) {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  /** The character for which an escape stands; -1 when it is none. RFC 8259 §7 */
  private int escaped(boolean kept) throws IOException {
    int kind = escapedOctet(kept);
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex(kept);
      default -> -1;
    };
  }

  private int hex(boolean kept) throws IOException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(Math.max(0, escapedOctet(kept)), 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private int escapedOctet(boolean kept) throws IOException {
    int octet = in.read();
    if (kept && octet >= 0) {
      keep(octet);
    }
    return octet;
  }

  private void file() throws IOException {
    SpooledOctets file = next();
    boolean ended = false; // by padding
    int filled = 0;
    for (int octet = in.read(); octet >= 0 && octet != '"'; octet = in.read()) {
      int c = octet == '\\' ? escaped(false) : octet;
      if (c == '\r' || c == '\n') {
        continue; // as base64 of mail has them. RFC 2045 §6.8
      }
      if (c < 0 || c > 127 || ended) {
        throw new ExtractionFailure(Reason.NOT_BASE64);
      }
      piece[filled++] = (byte) c;
      if (filled == PIECE) {
        ended = decode(filled, file);
        filled = 0;
      }
    }
    decode(filled, file);
    file.finish();
  }

  private SpooledOctets next() {
    if (files.size() >= MOST_FILES) {
      throw new ExtractionFailure(Reason.TOO_MANY_FILES);
    }
    SpooledOctets file = new SpooledOctets();
    files.add(file);
    return file;
  }

  /** Whether the end has been reached: a piece that is padded is the last. RFC 4648 §4 */
  private boolean decode(int filled, SpooledOctets file) throws IOException {
    if (filled % 4 != 0) {
      throw new ExtractionFailure(Reason.NOT_BASE64);
    }
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(Arrays.copyOf(piece, filled));
    } catch (IllegalArgumentException wrong) {
      throw new ExtractionFailure(Reason.NOT_BASE64);
    }
    count(decoded.length);
    file.write(decoded, 0, decoded.length);
    return filled > 0 && piece[filled - 1] == '=';
  }

  private void count(long more) {
    octets += more;
    if (octets > rules.mostOctets()) {
      throw new ExtractionFailure(Reason.TOO_LARGE);
    }
  }

  /**
   * Reads a file that comes beside the text, before or after it, to its end.
   *
   * @return the file, usable until this is closed
   * @throws ExtractionFailure when all together are too many or too large
   */
  public SpooledOctets beside(InputStream octetsOfFile) throws IOException {
    SpooledOctets file = next();
    for (int count = octetsOfFile.read(piece); count >= 0; count = octetsOfFile.read(piece)) {
      count(count);
      file.write(piece, 0, count);
    }
    file.finish();
    return file;
  }

  /** The text without the files. */
  public byte[] json() {
    return json.toByteArray();
  }

  /**
   * The file for which a number stands; an empty text stands for an empty file. Usable until this
   * is closed.
   *
   * @throws ExtractionFailure when there is none
   */
  public SpooledOctets file(String number) {
    if (number.isEmpty()) {
      return new SpooledOctets();
    }
    if (!number.matches("[0-9]{1,3}")
        || Integer.parseInt(number) < 1
        || Integer.parseInt(number) > files.size()) {
      throw new ExtractionFailure(Reason.NOT_BASE64);
    }
    return files.get(Integer.parseInt(number) - 1);
  }

  /** Removes the files. */
  @Override
  public void close() throws IOException {
    for (SpooledOctets file : files) {
      file.close();
    }
  }
}
