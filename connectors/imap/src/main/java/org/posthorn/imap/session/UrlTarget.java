package org.posthorn.imap.session;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.imap.command.MessageUrl;
import org.posthorn.imap.fetch.Excerpt;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.sasl.Login;

/** Finds what URLs name, for somebody who is logged in and in nobody else's mail. RFC 4469 §3. */
final class UrlTarget {
  private UrlTarget() {}

  /** Empty when it is not there. */
  static Optional<Excerpt> find(MessageUrl url, ImapSession session) {
    if (url.server().filter(server -> !isHere(server, session)).isPresent()) {
      return Optional.empty();
    }
    return view(url, session)
        .filter(view -> url.uidValidity().orElse(view.uidValidity()) == view.uidValidity())
        .flatMap(view -> excerpt(view, url, session));
  }

  private static Optional<Excerpt> excerpt(MailboxView view, MessageUrl url, ImapSession session) {
    int index = view.indexOf(url.uid());
    if (index < 0) {
      return Optional.empty();
    }
    MailboxCursor message = view.cursor(index);
    message.next();
    return Excerpt.of(message, url, session.endpoint());
  }

  // In the selected state a relative URL may leave out the mailbox. RFC 4469 §3
  private static Optional<MailboxView> view(MessageUrl url, ImapSession session) {
    if (url.mailbox().isEmpty()) {
      return session.selected().map(SelectedMailbox::known);
    }
    return Permission.READ
        .find(url.mailbox().get(), session)
        .result()
        .map(MailboxList.Mailbox::id)
        .flatMap(session.endpoint()::view);
  }

  // iserver = [iuserinfo "@"] host [":" port]   (RFC 5092 §11)
  private static boolean isHere(String server, ImapSession session) {
    int at = server.lastIndexOf('@');
    String host = server.substring(at + 1).replaceFirst(":[0-9]*$", "");
    String user = at < 0 ? "" : server.substring(0, at).replaceFirst("(?i);AUTH=.*$", "");
    return host.equalsIgnoreCase(session.settings().hostName())
        && (user.isEmpty()
            || session
                .login()
                .map(Login::address)
                .filter(name -> name.equalsIgnoreCase(user))
                .isPresent());
  }

  /** {@code NO [BADURL "…"]}. RFC 4469 §4. */
  static Completion bad(String url) {
    StringBuilder shown = new StringBuilder();
    for (byte octet : url.getBytes(StandardCharsets.UTF_8)) {
      if (octet > ' ' && octet < 127 && octet != ']' && octet != '"' && octet != '\\') {
        shown.append((char) octet);
      } else {
        shown.append(String.format(Locale.ROOT, "%%%02X", octet));
      }
    }
    return Completion.no("BADURL \"" + shown + "\"", "No such message or part");
  }
}
