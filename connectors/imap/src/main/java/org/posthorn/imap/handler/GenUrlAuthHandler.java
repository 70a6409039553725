package org.posthorn.imap.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Authenticated.GenUrlAuth;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;

/** GENURLAUTH. RFC 4467 §7. */
final class GenUrlAuthHandler implements AuthenticatedHandler<GenUrlAuth> {
  @Override
  public Answer handle(GenUrlAuth command, long account, ImapSession session) {
    List<String> urls = new ArrayList<>();
    for (GenUrlAuth.Wanted each : command.wanted()) {
      if (!each.mechanism().equals("INTERNAL")) {
        return Completion.bad("The mechanism is INTERNAL");
      }
      Optional<String> url = session.urls().authorized(each.rump(), session.login().orElseThrow());
      if (url.isEmpty()) {
        return Completion.no("No URL of a message of yours");
      }
      urls.add(url.get());
    }
    session.out().text("* GENURLAUTH");
    urls.forEach(url -> session.out().space().string(url));
    session.out().crlf();
    return Completion.ok("GENURLAUTH completed");
  }
}
