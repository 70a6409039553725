package org.posthorn.imap.handler;

import org.posthorn.imap.command.Authenticated.Namespace;
import org.posthorn.imap.session.Answer;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.Completion;
import org.posthorn.imap.session.ImapSession;

/** NAMESPACE: there is one, the user's own. RFC 9051 §6.3.10. */
final class NamespaceHandler implements AuthenticatedHandler<Namespace> {
  @Override
  public Answer handle(Namespace command, long account, ImapSession session) {
    session.out().untagged("NAMESPACE ((\"\" \"/\")) NIL NIL");
    return Completion.ok("That is all");
  }
}
