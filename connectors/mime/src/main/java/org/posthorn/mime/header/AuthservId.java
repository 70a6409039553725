package org.posthorn.mime.header;

import java.util.Optional;
import org.posthorn.kernel.Address;

/** The name of the server that an Authentication-Results field claims to be from. RFC 8601 §2.2. */
public final class AuthservId {
  private static final String TSPECIALS = "()<>@,;:\\\"/[]?="; // RFC 2045 §5.1

  private final String value;
  private int at;

  private AuthservId(String value) {
    this.value = value;
  }

  // authres-payload = [CFWS] authserv-id [ CFWS authres-version ] …
  /** The one in a field's value, folded or not; empty when none can be read. */
  public static Optional<String> of(String value) {
    AuthservId id = new AuthservId(value.replace("\r\n", ""));
    if (!id.skipBlanks() || id.at == value.length()) {
      return Optional.empty();
    }
    String text = value.charAt(id.at) == '"' ? id.quoted() : id.token();
    return Optional.of(text).filter(it -> !it.isEmpty());
  }

  /** Whether a name is that of a server, however it is written. */
  public static boolean same(String name, String server) {
    return name.equalsIgnoreCase(server)
        || Address.domain(name).isPresent() && Address.domain(name).equals(Address.domain(server));
  }

  // CFWS; false when a comment does not end
  private boolean skipBlanks() {
    int end = Cfws.skip(value, at);
    at = end < 0 ? value.length() : end;
    return end >= 0;
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
