package org.posthorn.imap.session;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.MessageUrl;
import org.posthorn.imap.fetch.Excerpt;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.sasl.Login;

/** Finds what URLs name, for somebody who is logged in and in nobody else's mail. RFC 4469 §3. */
final class UrlTarget {
  private UrlTarget() {}

  /** Empty when it is not there. */
  static Optional<Excerpt> find(MessageUrl url, ImapSession session) {
    if (url.server().filter(server -> !isHere(server, session)).isPresent()) {
      return Optional.empty();
    }
    if (url.mailbox().isEmpty()) { // of the selected one. RFC 4469 §3
      return session
          .selected()
          .flatMap(open -> excerpt(Optional.of(open.known()), url, open.source()));
    }
    return session
        .mailbox(url.mailbox().get())
        .result()
        .flatMap(mailbox -> session.store().messages().read(mailbox.id()).result())
        .flatMap(source -> excerpt(source.latest(), url, source));
  }

  private static Optional<Excerpt> excerpt(
      Optional<MailboxView> mailbox, MessageUrl url, MessageSource source) {
    return mailbox
        .filter(view -> url.uidValidity().orElse(view.uidValidity()) == view.uidValidity())
        .flatMap(view -> Excerpt.of(view, url, source));
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
