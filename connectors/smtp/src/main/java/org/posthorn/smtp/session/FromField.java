package org.posthorn.smtp.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;

/**
 * Reads the addresses of a From field, strictly: what could be read in two ways is refused, for the
 * addresses decide whether the user may send the message. RFC 5322 §3.6.2, §3.4; no groups.
 */
final class FromField {
  private static final int MAX_NESTING = 16;

  private final String value;
  private final List<Address> addresses = new ArrayList<>(1);
  private int at;

  private FromField(String value) {
    this.value = value;
  }

  /** The addresses, at least one; empty when the value is malformed. */
  static Optional<List<Address>> addresses(String value) {
    FromField field = new FromField(value.replace("\r\n", ""));
    boolean fine = field.mailbox();
    while (fine && field.at < field.value.length()) {
      field.at++; // the comma where the mailbox ended
      fine = field.mailbox();
    }
    return fine ? Optional.of(List.copyOf(field.addresses)) : Optional.empty();
  }

  // mailbox = name-addr / addr-spec ; name-addr = [display-name] angle-addr
  private boolean mailbox() {
    List<String> words = new ArrayList<>();
    while (skipBlanks() && at < value.length() && value.charAt(at) != ',') {
      if (value.charAt(at) == '<') {
        return words.stream().allMatch(FromField::isDisplayName) && angle() && ended();
      }
      Optional<String> word = word();
      if (word.isEmpty()) {
        return false;
      }
      words.add(word.get());
    }
    return words.size() == 1 && ended() && add(words.get(0));
  }

  private static boolean isDisplayName(String word) {
    return word.startsWith("\"") || word.indexOf('@') < 0;
  }

  private boolean ended() {
    return skipBlanks() && (at == value.length() || value.charAt(at) == ',');
  }

  // angle-addr = [CFWS] "<" addr-spec ">" [CFWS]
  private boolean angle() {
    at++;
    Optional<String> address = word();
    if (address.isEmpty() || at == value.length() || value.charAt(at) != '>') {
      return false;
    }
    at++;
    return add(address.get());
  }

  private boolean add(String text) {
    Optional<Address> address = Address.parse(text);
    address.ifPresent(addresses::add);
    return address.isPresent();
  }

  // atoms, dots, @, domain literals and quoted strings without blanks between them
  private Optional<String> word() {
    int start = at;
    while (at < value.length() && " \t,<>()".indexOf(value.charAt(at)) < 0) {
      char c = value.charAt(at);
      if (c == '"' ? !quoted() : ":;\\\r\n\0".indexOf(c) >= 0) {
        return Optional.empty();
      }
      at++;
    }
    return at == start ? Optional.empty() : Optional.of(value.substring(start, at));
  }

  // stops at the closing quote
  private boolean quoted() {
    for (at++; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '"') {
        return true;
      }
      if (c == '\\') {
        at++;
      }
    }
    return false;
  }

  // CFWS, with nested comments; false when one does not end
  private boolean skipBlanks() {
    int depth = 0;
    for (; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '(') {
        depth++;
      } else if (c == ')' && depth > 0) {
        depth--;
      } else if (c == '\\' && depth > 0) {
        at++;
      } else if (depth == 0 && c != ' ' && c != '\t') {
        return true;
      }
      if (depth > MAX_NESTING) {
        return false;
      }
    }
    at = value.length();
    return depth == 0;
  }
}
