package org.posthorn.mime.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthorn.kernel.Address;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.text.Charsets;

/**
 * Writes header fields: folded at 78 characters (RFC 5322 §2.1.1), what is not ASCII in encoded
 * words (RFC 2047) or parameters with a charset (RFC 2231). No value can begin another field.
 */
final class HeaderWriter {
  private static final int LINE = 78;
  private static final int LONGEST = 900; // RFC 5322 §2.1.1: 998 with the name before it
  private static final int WORD = 75; // RFC 2047 §2
  private static final int PIECE = (WORD - "=?utf-8?B??=".length()) / 4 * 3;
  private static final int PARAMETER = 60;
  private static final String SPECIALS = "()<>[]:;@\\,.\"";

  private final StringBuilder out = new StringBuilder(512);

  /** What was written. */
  String text() {
    return out.toString();
  }

  /** A field of text for people. */
  void unstructured(String name, String value) {
    String line = line(value);
    boolean plain = !line.contains("=?") && !longWord(line) && folds(name, line);
    field(name, plain ? List.of(line.split(" ", -1)) : encoded(line));
  }

  /**
   * A field of which we do not know what it means: as it is, folded where it has blanks, so that
   * long addresses in it stay whole; in encoded words where that cannot be.
   */
  void verbatim(String name, String value) {
    String line = line(value);
    boolean fits = Stream.of(line.split(" ", -1)).allMatch(word -> word.length() < LONGEST);
    field(name, fits && folds(name, line) ? List.of(line.split(" ", -1)) : encoded(line));
  }

  /**
   * Whether a value can stand as it is: no line may be of blanks only (RFC 5322 §3.2.2), so that it
   * is not folded where blanks are next to each other.
   */
  private static boolean folds(String name, String value) {
    boolean blanks = value.contains("  ") || value.startsWith(" ") || value.endsWith(" ");
    return isPrintable(value) && (!blanks || name.length() + 2 + value.length() <= LINE);
  }

  /** A field whose words are written as they are, and separated where they may be. */
  void structured(String name, List<String> words) {
    field(name, words.stream().map(HeaderWriter::line).toList());
  }

  /** A field of addresses; nothing when there are none. */
  void addresses(String name, List<MailAddress> addresses) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      words.addAll(address(addresses.get(i)));
      if (i + 1 < addresses.size()) {
        words.set(words.size() - 1, words.get(words.size() - 1) + ',');
      }
    }
    if (!words.isEmpty()) {
      field(name, words);
    }
  }

  private static List<String> address(MailAddress address) {
    String plain =
        Address.known(address.address()).map(HeaderWriter::spelled).orElse(line(address.address()));
    String name = line(address.name()).strip();
    if (name.isEmpty() || name.equals(address.address())) {
      return new ArrayList<>(List.of(plain));
    }
    List<String> words = new ArrayList<>(phrase(name));
    words.add('<' + plain + '>');
    return words;
  }

  /** What needs SMTPUTF8 is written in UTF-8 (RFC 6532), all else in ASCII. */
  private static String spelled(Address address) {
    return address.needsUtf8() ? address.toString() : address.toAscii();
  }

  private static List<String> phrase(String name) {
    boolean atoms = name.chars().noneMatch(c -> SPECIALS.indexOf(c) >= 0);
    boolean fits = atoms ? !longWord(name) : name.length() <= LINE - 2; // quoted, it is not folded
    if (!isPrintable(name) || name.contains("=?") || !fits) {
      return encoded(name);
    }
    return atoms
        ? List.of(name.split(" +"))
        : List.of('"' + name.replaceAll("([\\\\\"])", "\\\\$1") + '"');
  }

  /** A field with a value and parameters. RFC 2045 §5.1. */
  void parameters(String name, String value, List<Parameter> parameters) {
    List<String> words = new ArrayList<>();
    words.add(value);
    for (Parameter each : parameters) {
      words.set(words.size() - 1, words.get(words.size() - 1) + ';');
      words.addAll(parameter(each));
    }
    field(name, words);
  }

  /** A parameter. */
  record Parameter(String name, String value) {}

  private static List<String> parameter(Parameter parameter) {
    String value = line(parameter.value());
    if (isPrintable(value) && value.length() <= PARAMETER) {
      boolean token = value.matches("[A-Za-z0-9!#$&+.^_`{|}~-]+");
      String quoted = '"' + value.replaceAll("([\\\\\"])", "\\\\$1") + '"';
      return new ArrayList<>(List.of(parameter.name() + '=' + (token ? value : quoted)));
    }
    List<String> pieces = percent(value); // RFC 2231 §3, §4
    List<String> words = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      String section = pieces.size() == 1 ? "" : "*" + i;
      String charset = i == 0 ? "utf-8''" : "";
      String end = i + 1 < pieces.size() ? ";" : "";
      words.add(parameter.name() + section + "*=" + charset + pieces.get(i) + end);
    }
    return words;
  }

  private static List<String> percent(String value) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (int i = 0; i < value.length(); i = value.offsetByCodePoints(i, 1)) {
      String point = value.substring(i, value.offsetByCodePoints(i, 1));
      StringBuilder written = new StringBuilder();
      for (byte octet : point.getBytes(UTF_8)) {
        char c = (char) (octet & 0xFF);
        boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0);
        written.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
      }
      if (piece.length() + written.length() > PARAMETER - 10) {
        pieces.add(piece.toString());
        piece.setLength(0);
      }
      piece.append(written);
    }
    pieces.add(piece.toString());
    return pieces;
  }

  private static boolean longWord(String text) {
    for (String word : text.split(" ", -1)) {
      if (word.length() > LINE - 2) {
        return true;
      }
    }
    return false;
  }

  private static List<String> encoded(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    int octets = 0;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      String point = text.substring(i, text.offsetByCodePoints(i, 1));
      int more = point.getBytes(UTF_8).length;
      if (octets + more > PIECE) { // RFC 2047 §5: a character is not split
        words.add(encodedWord(piece));
        piece.setLength(0);
        octets = 0;
      }
      piece.append(point);
      octets += more;
    }
    words.add(encodedWord(piece));
    return words;
  }

  private static String encodedWord(StringBuilder piece) {
    return "=?utf-8?B?"
        + Base64.getEncoder().encodeToString(piece.toString().getBytes(UTF_8))
        + "?=";
  }

  private void field(String name, List<String> words) {
    out.append(name).append(':');
    int column = name.length() + 1;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean blank = word.isBlank() || out.charAt(out.length() - 1) == ' ';
      if (column + 1 + word.length() > LINE && i > 0 && !blank) {
        out.append("\r\n");
        column = 0;
      }
      out.append(' ').append(word);
      column += 1 + word.length();
    }
    out.append("\r\n");
  }

  /** The text in one line, without controls. */
  static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == '\t' || c == '\r' || c == '\n' ? ' ' : c)
        .filter(c -> c >= ' ' && c != 127 && !(c >= 0xD800 && c < 0xE000))
        .forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean isPrintable(String text) {
    return Charsets.isAscii(text);
  }

  /** A media type that may be written; empty for what is none. RFC 6838 §4.2. */
  static Optional<String> mediaType(String text) {
    String plain = text.strip().toLowerCase(java.util.Locale.ROOT);
    boolean valid =
        plain.matches("[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");
    boolean composite = plain.startsWith("multipart/") || plain.startsWith("message/");
    return Optional.of(plain).filter(it -> valid && !composite); // RFC 2046 §5.2.1: no base64
  }
}
