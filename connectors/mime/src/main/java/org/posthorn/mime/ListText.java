package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * Writes lists into a growing array, in the text in which they are stored: strings in quotes, with
 * a backslash before quotes and backslashes; those that have other octets than TAB and 32 to 126 as
 * {@code {count}}, CR, LF and the octets; NIL for what is absent; numbers in decimal; members with
 * a space between, in parentheses. {@link ListReader} reads it. It is the text that the protocol
 * with the most readers sends (RFC 9051 §9), which so copies it.
 */
final class ListText {
  private byte[] octets;
  private int length;

  ListText(int capacity) {
    octets = new byte[capacity];
  }

  private void room(int more) {
    if (octets.length - length < more) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more));
    }
  }

  int length() {
    return length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(octets, length);
  }

  ListText add(char c) {
    room(1);
    octets[length++] = (byte) c;
    return this;
  }

  /** Adds text that is ASCII or one char per octet, as it is. */
  @SuppressWarnings("deprecation") // getBytes(int, int, byte[], int) copies without a detour
  ListText add(String text) {
    room(text.length());
    text.getBytes(0, text.length(), octets, length);
    length += text.length();
    return this;
  }

  ListText add(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, octets, length, more.length);
    length += more.length;
    return this;
  }

  ListText add(long number) {
    return add(Long.toString(number));
  }

  /** NIL for empty text, else a string. */
  ListText nstring(String text) {
    return text.isEmpty() ? add("NIL") : string(text);
  }

  /** A quoted string where it can be one, else a literal. One char per octet, no NUL. */
  ListText string(String text) {
    int escapes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 126 || c < ' ' && c != '\t') {
        return literal(text);
      }
      if (c == '"' || c == '\\') {
        escapes++;
      }
    }
    room(text.length() + escapes + 2);
    octets[length++] = '"';
    if (escapes == 0) {
      add(text);
    } else {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\') {
          add('\\');
        }
        add(c);
      }
    }
    return add('"');
  }

  private ListText literal(String text) {
    add('{').add(text.getBytes(ISO_8859_1).length).add("}\r\n");
    return add(text);
  }
}
