package org.posthorn.webapi.v0;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the files out of a JSON text while it is read: the value of each member {@code Data} is
 * decoded from base64 (RFC 4648 §4) into a file of its own, and its number stands in its place. So
 * a request costs no memory for what is attached to it.
 */
final class FileExtraction implements Closeable {
  /** The most octets of a request without its files. */
  static final int MOST_JSON = 8 * 1024 * 1024;

  private static final String DATA = "Data";
  private static final int LONGEST_NAME = 16;

  private final ByteArrayOutputStream json = new ByteArrayOutputStream();
  private final List<SpooledOctets> files = new ArrayList<>();
  private final long most;
  private long total;

  /**
   * Nothing yet.
   *
   * @param most octets of all files together
   */
  FileExtraction(long most) {
    this.most = most;
  }

  /**
   * Reads a text to its end; whether it is JSON is seen later.
   *
   * @throws MethodFailure when it is too large, or a file is not base64
   */
  void read(InputStream in) throws IOException {
    String last = ""; // the string before
    boolean value = false; // whether a colon was the last that was not blank
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      if (octet == '"' && value && last.equals(DATA)) {
        keep('"');
        file(in);
        Integer.toString(files.size()).chars().forEach(this::keep);
        keep('"');
        last = "";
      } else if (octet == '"') {
        last = string(in);
      } else {
        keep(octet);
      }
      value = octet == ':' || value && octet <= ' ';
    }
  }

  private void keep(int octet) {
    if (json.size() >= MOST_JSON) {
      throw tooLarge();
    }
    json.write(octet);
  }

  private static MethodFailure tooLarge() {
    return new MethodFailure("messageTooLarge", "The request is too large");
  }

  // string = quotation-mark *char quotation-mark ; RFC 8259 §7
  private String string(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    keep('"');
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      keep(octet);
      if (octet == '"') {
        break;
      }
      if (octet == '\\') {
        int escaped = in.read();
        if (escaped >= 0) {
          keep(escaped);
        }
      }
      if (text.length() < LONGEST_NAME) {
        text.append((char) octet);
      }
    }
    return text.toString();
  }

  private void file(InputStream in) throws IOException {
    SpooledOctets file = new SpooledOctets();
    files.add(file);
    Base64Decoder decoder = new Base64Decoder(file);
    for (int c = character(in); c >= 0; c = character(in)) {
      decoder.put(c);
      if (total + file.size() > most) {
        throw tooLarge();
      }
    }
    decoder.end();
    file.finish();
    count(file.size());
  }

  /** The next character of a string, its escapes undone; below 0 at its end. */
  private static int character(InputStream in) throws IOException {
    int octet = in.read();
    if (octet == '"' || octet < 0) {
      return -1;
    }
    if (octet != '\\') {
      return octet;
    }
    int escaped = in.read();
    return switch (escaped) {
      case 'n', 'r', 't' -> '\n';
      case 'u' -> hex(in);
      default -> Math.max(escaped, 0);
    };
  }

  private static int hex(InputStream in) throws IOException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 4 | Math.max(0, Character.digit(Math.max(0, in.read()), 16));
    }
    return value;
  }

  /** The text without the files. */
  byte[] json() {
    return json.toByteArray();
  }

  /**
   * The file for which a number stands; an empty text stands for an empty file.
   *
   * @throws MethodFailure when there is none
   */
  SpooledOctets file(String number) {
    if (number.isEmpty()) {
      return new SpooledOctets();
    }
    if (!number.matches("[0-9]{1,6}")
        || Integer.parseInt(number) < 1
        || Integer.parseInt(number) > files.size()) {
      throw MethodFailure.user("The data of a file is not base64");
    }
    return files.get(Integer.parseInt(number) - 1);
  }

  /**
   * Counts one that came by itself.
   *
   * @throws MethodFailure when all together are too large
   */
  void count(long octets) {
    total += octets;
    if (total > most) {
      throw tooLarge();
    }
  }

  /** Removes the files. */
  @Override
  public void close() throws IOException {
    for (SpooledOctets file : files) {
      file.close();
    }
  }
}
