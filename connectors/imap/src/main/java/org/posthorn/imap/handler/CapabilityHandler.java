package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.AnyState.Capability;
import org.posthorn.imap.session.Capabilities;
import org.posthorn.imap.session.Handler;
import org.posthorn.imap.session.ImapSession;

/** CAPABILITY. RFC 9051 §6.1.1. */
final class CapabilityHandler implements Handler<Capability> {
  @Override
  public Answer handle(Capability command, ImapSession session) {
    session.out().untagged("CAPABILITY " + Capabilities.of(session));
    return Completion.ok("CAPABILITY completed");
  }
}
