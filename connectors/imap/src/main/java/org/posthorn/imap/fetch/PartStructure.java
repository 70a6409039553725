package org.posthorn.imap.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the structure of a part in that of its message. RFC 9051 §7.5.2, §6.4.5.1. */
final class PartStructure {
  private static final int NONE = -1;
  private static final int ENCODING = 5; // media type, subtype, parameters, id, description
  private static final int SIZE = 6;
  private static final int BELOW = 8; // of a message: its envelope is before it

  private final byte[] text;

  /** Of a BODYSTRUCTURE as it is sent. */
  PartStructure(byte[] text) {
    this.text = text.clone();
  }

  /** That of the part at a path; of no path, the whole. */
  Optional<byte[]> of(List<Integer> path) {
    int at = find(path);
    return at == NONE ? Optional.empty() : Optional.of(Arrays.copyOfRange(text, at, end(at)));
  }

  /** The same for octets that are given without their encoding. RFC 5524 §4 */
  Optional<byte[]> decoded(List<Integer> path, long size) {
    int at = find(path);
    int encoding = at == NONE ? NONE : member(at, ENCODING);
    int octets = at == NONE ? NONE : member(at, SIZE);
    if (encoding == NONE || octets == NONE) {
      return Optional.empty();
    }
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(text, at, encoding - at);
    changed.writeBytes("\"BINARY\" ".getBytes(US_ASCII));
    changed.writeBytes(Long.toString(size).getBytes(US_ASCII));
    changed.write(text, end(octets), end(at) - end(octets));
    return Optional.of(changed.toByteArray());
  }

  private int find(List<Integer> path) {
    int at = 0;
    boolean within = true; // a number counts what is in this message
    for (int number : path) {
      if (!within && isMessage(at)) {
        at = member(at, BELOW);
        within = true;
      }
      if (at == NONE) {
        return NONE;
      }
      at = isMultipart(at) ? part(at, number) : within && number == 1 ? at : NONE;
      if (at == NONE) {
        return NONE;
      }
      within = false;
    }
    return at;
  }

  private int part(int multipart, int number) {
    int at = multipart + 1;
    for (int i = 1; i < number && text[at] == '('; i++) {
      at = end(at);
    }
    return text[at] == '(' ? at : NONE; // the subtype follows the last one
  }

  private boolean isMultipart(int at) {
    return text[at + 1] == '(';
  }

  private boolean isMessage(int at) {
    if (isMultipart(at)) {
      return false;
    }
    String type = word(at, 0);
    String subtype = word(at, 1);
    return type.equals("\"message\"")
        && (subtype.equals("\"rfc822\"") || subtype.equals("\"global\""));
  }

  private String word(int list, int index) {
    int at = member(list, index);
    return at == NONE ? "" : new String(text, at, end(at) - at, US_ASCII).toLowerCase(Locale.ROOT);
  }

  /** Where a member of the list of a single part begins. */
  private int member(int list, int index) {
    int at = list + 1;
    for (int i = 0; i < index; i++) {
      at = text[at] == ')' ? at : end(at);
      at = text[at] == ' ' ? at + 1 : at;
    }
    return text[at] == ')' ? NONE : at;
  }

  /** Where a value ends that begins there. */
  private int end(int begin) {
    int at = begin;
    int depth = 0;
    do {
      switch (text[at]) {
        case '(' -> {
          depth++;
          at++;
        }
        case ')' -> {
          depth--;
          at++;
        }
        case '"' -> at = endOfQuoted(at);
        case '{' -> at = endOfLiteral(at);
        case ' ' -> at++;
        default -> at = endOfAtom(at);
      }
    } while (depth > 0);
    return at;
  }

  private int endOfQuoted(int begin) {
    int at = begin + 1;
    while (text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  // literal = "{" number "}" CRLF *CHAR8
  private int endOfLiteral(int begin) {
    int size = 0;
    int at = begin + 1;
    while (text[at] != '}') {
      size = size * 10 + text[at++] - '0';
    }
    return at + 3 + size;
  }

  private int endOfAtom(int begin) {
    int at = begin;
    while (at < text.length && text[at] != ' ' && text[at] != '(' && text[at] != ')') {
      at++;
    }
    return at;
  }
}
