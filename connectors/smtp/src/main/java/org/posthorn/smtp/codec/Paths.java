package org.posthorn.smtp.codec;

import java.util.Optional;
import org.posthorn.kernel.Address;

/** Reads reverse-paths and forward-paths. RFC 5321 §4.1.2. */
final class Paths {
  private Paths() {}

  // Path = "<" [ A-d-l ":" ] Mailbox ">"
  /** What stands between the angle brackets, without the source route. */
  static String between(Cursor in) {
    if (!in.accept("<")) {
      throw new SmtpSyntaxException(501, "5.1.7", "Address must be in angle brackets");
    }
    int start = in.position();
    for (char c = in.next(); c != '>'; c = in.next()) {
      if (c == '"') {
        quoted(in);
      }
    }
    String path = in.since(start);
    return withoutRoute(path.substring(0, path.length() - 1));
  }

  // Quoted-string = DQUOTE *QcontentSMTP DQUOTE
  private static void quoted(Cursor in) {
    for (char c = in.next(); c != '"'; c = in.next()) {
      if (c == '\\') {
        in.next();
      }
    }
  }

  // A-d-l = At-domain *( "," At-domain ) ; accepted and ignored: RFC 5321 §4.1.1.3, appendix C
  private static String withoutRoute(String path) {
    if (!path.startsWith("@")) {
      return path;
    }
    int colon = path.indexOf(':');
    if (colon < 0) {
      throw new SmtpSyntaxException(501, "5.1.7", "Source route without address");
    }
    return path.substring(colon + 1);
  }

  static Address mailbox(String text, String status) {
    Optional<Address> address = Address.parse(text);
    return address.orElseThrow(() -> new SmtpSyntaxException(501, status, "Not a mail address"));
  }

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}
