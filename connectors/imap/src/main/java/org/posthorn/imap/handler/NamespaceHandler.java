package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Authenticated.Namespace;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;

/** NAMESPACE: the user's own, and that of others. RFC 9051 §6.3.10. */
final class NamespaceHandler implements AuthenticatedHandler<Namespace> {
  @Override
  public Answer handle(Namespace command, long account, ImapSession session) {
    session.out().untagged("NAMESPACE ((\"\" \"/\")) ((\"Other Users/\" \"/\")) NIL");
    return Completion.ok("NAMESPACE completed");
  }
}
