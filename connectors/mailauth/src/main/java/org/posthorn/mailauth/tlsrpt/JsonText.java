package org.posthorn.mailauth.tlsrpt;

import java.util.List;

/** Writes JSON, commas where they belong. RFC 8259. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();
  private boolean first = true;

  /** Begins an object or an array. */
  void open(char bracket) {
    separate();
    out.append(bracket);
    first = true;
  }

  void close(char bracket) {
    out.append(bracket);
    first = false;
  }

  /** Begins a member, whose value follows. */
  JsonText name(String name) {
    text(name);
    out.append(':');
    first = true;
    return this;
  }

  void member(String name, String value) {
    name(name).text(value);
  }

  /** A member that is left out when nothing is known. */
  void known(String name, String value) {
    if (!value.isEmpty()) {
      member(name, value);
    }
  }

  void member(String name, long value) {
    name(name);
    separate();
    out.append(value);
  }

  void member(String name, List<String> values) {
    name(name).open('[');
    values.forEach(this::text);
    close(']');
  }

  private void text(String text) {
    separate();
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') { // RFC 8259 §7
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
