package org.posthorn.smtp.session;

import java.util.Optional;
import org.posthorn.kernel.Address;

/** The name of the server that an Authentication-Results field claims to be from. RFC 8601 §2.2. */
final class AuthservId {
  private static final String TSPECIALS = "()<>@,;:\\\"/[]?="; // RFC 2045 §5.1

  private final String value;
  private int at;

  private AuthservId(String value) {
    this.value = value;
  }

  // authres-payload = [CFWS] authserv-id [ CFWS authres-version ] …
  /** The one in a field's value, folded or not; empty when none can be read. */
  static Optional<String> of(String value) {
    AuthservId id = new AuthservId(value);
    if (!id.skipBlanks() || id.at == value.length()) {
      return Optional.empty();
    }
    String text = value.charAt(id.at) == '"' ? id.quoted() : id.token();
    return Optional.of(text).filter(it -> !it.isEmpty());
  }

  /** Whether a name is that of a server, however it is written. */
  static boolean same(String name, String server) {
    return name.equalsIgnoreCase(server)
        || Address.domain(name).isPresent() && Address.domain(name).equals(Address.domain(server));
  }

  // CFWS with nested comments, as far as it goes; false when a comment does not end
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
      } else if (depth == 0 && " \t\r\n".indexOf(c) < 0) {
        return true;
      }
    }
    at = value.length();
    return depth == 0;
  }

  // value := token / quoted-string
  private String token() {
    int start = at;
    while (at < value.length()
        && value.charAt(at) > ' '
        && TSPECIALS.indexOf(value.charAt(at)) < 0) {
      at++;
    }
    return value.substring(start, at);
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    for (at++; at < value.length() && value.charAt(at) != '"'; at++) {
      if (value.charAt(at) == '\\' && at + 1 < value.length()) {
        at++;
      }
      text.append(value.charAt(at));
    }
    return text.toString().strip();
  }
}
