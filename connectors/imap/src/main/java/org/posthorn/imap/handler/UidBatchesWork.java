package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.Selected.UidBatches;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxView;

/**
 * Names the first and the last UID of batches, from the highest UIDs down. They leave no UID out,
 * so that messages stay in their batch whatever is expunged. Looks at one message a batch. RFC
 * 10022 §3.1.
 */
final class UidBatchesWork implements Work {
  private static final int BATCHES_PER_STEP = 500;

  private final MailboxView view;
  private final Responses out;
  private final long size;
  private final long last;
  private long batch;
  private char separator = ' ';

  UidBatchesWork(UidBatches command, MailboxView view, ImapSession session) {
    this.view = view;
    this.out = session.out();
    this.size = command.size();
    this.last = Math.min(command.last(), (view.size() + size - 1) / size);
    this.batch = command.first();
    out.text("* UIDBATCHES (TAG ").string(session.tag()).text(')');
  }

  @Override
  public Optional<Completion> step() {
    for (int left = BATCHES_PER_STEP; left > 0 && batch <= last; left--) {
      out.text(separator).number(highest()).text(':').number(lowest(batch));
      separator = ',';
      batch++;
    }
    if (batch <= last) {
      return Optional.empty();
    }
    out.crlf();
    return Optional.of(Completion.ok("UIDBATCHES completed"));
  }

  private long highest() {
    return batch == 1 ? view.uid(view.size() - 1) : lowest(batch - 1) - 1;
  }

  private long lowest(long of) {
    long index = view.size() - of * size;
    return index <= 0 ? 1 : view.uid((int) index);
  }
}
