package org.posthorn.mime.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;

/**
 * Reads all addresses of a From field strictly, for they decide whether the user may send the
 * message: where {@link AddressParser} makes the best of what it finds, a value in which other
 * readers could see another address is malformed here. Display names may be anything that programs
 * write, an unquoted {@code @} included. RFC 5322 §3.6.2, §3.4, §4.4; groups as in RFC 6854.
 */
public final class AuthorAddresses {
  private static final String SEPARATORS = ",;"; // some programs put semicolons between

  private final String value;
  private final List<Address> addresses = new ArrayList<>(1);
  private int at;

  private AuthorAddresses(String value) {
    this.value = value;
  }

  /**
   * The addresses, at least one.
   *
   * @param value folded or not, decoded as UTF-8
   * @return empty when the value is malformed
   */
  public static Optional<List<Address>> parse(String value) {
    AuthorAddresses field = new AuthorAddresses(value.replace("\r\n", ""));
    boolean fine = true;
    while (fine && field.at < field.value.length()) {
      fine = field.entry();
    }
    return fine && !field.addresses.isEmpty()
        ? Optional.of(List.copyOf(field.addresses))
        : Optional.empty();
  }

  // mailbox / group-start / nothing, with the separator after it ; RFC 5322 §4.4: obs-mbox-list
  private boolean entry() {
    List<String> words = new ArrayList<>();
    while (skipBlanks()) {
      if (at == value.length() || SEPARATORS.indexOf(value.charAt(at)) >= 0) {
        at++;
        return words.isEmpty() || words.size() == 1 && add(words.get(0));
      }
      if (value.charAt(at) == ':') {
        at++; // what stood there was a group's name
        return !words.isEmpty() && words.stream().allMatch(AuthorAddresses::isPhrase);
      }
      if (value.charAt(at) == '<') {
        return angle() && ended();
      }
      Optional<String> word = word();
      if (word.isEmpty()) {
        return false;
      }
      words.add(word.get());
    }
    return false;
  }

  /** An address that stands as a group's name would be taken for the sender's by some readers. */
  private static boolean isPhrase(String word) {
    return word.startsWith("\"") || word.indexOf('@') < 0;
  }

  private boolean ended() {
    if (!skipBlanks() || at < value.length() && SEPARATORS.indexOf(value.charAt(at)) < 0) {
      return false;
    }
    at++;
    return true;
  }

  // angle-addr = [CFWS] "<" addr-spec ">" [CFWS]
  private boolean angle() {
    at++;
    Optional<String> address = skipBlanks() ? word() : Optional.empty();
    if (address.isEmpty() || !skipBlanks() || at == value.length() || value.charAt(at) != '>') {
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
    while (at < value.length() && " \t,;:<>()".indexOf(value.charAt(at)) < 0) {
      char c = value.charAt(at);
      if (c == '"' ? !quoted() : c < ' ') {
        return Optional.empty();
      }
      if (c == '[') {
        skipLiteral();
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

  // domain-literal, whose colons begin no group; stops at the closing bracket
  private void skipLiteral() {
    int end = value.indexOf(']', at);
    if (end > 0 && value.substring(at + 1, end).matches("[A-Za-z0-9.:-]*")) {
      at = end;
    }
  }

  // CFWS; false when a comment does not end
  private boolean skipBlanks() {
    int end = Cfws.skip(value, at);
    at = end < 0 ? value.length() : end;
    return end >= 0;
  }
}
