package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Selected.UidBatches;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;

/** UIDBATCHES. RFC 10022 §3.1. */
final class UidBatchesHandler implements SelectedHandler<UidBatches> {
  private static final int LEAST = 500; // RFC 10022 §3.1: smaller ones may be refused

  @Override
  public Answer handle(UidBatches command, SelectedMailbox mailbox, ImapSession session) {
    if (command.first() > command.last()) {
      return new Completion(Completion.Status.BAD, "CLIENTBUG", "Invalid batch range");
    }
    if (command.size() < LEAST) {
      return Completion.no("TOOFEW", "Batches have " + LEAST + " messages at least");
    }
    return new UidBatchesWork(command, mailbox.known(), session);
  }
}
