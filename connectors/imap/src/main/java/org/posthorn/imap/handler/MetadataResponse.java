package org.posthorn.imap.handler;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxName;

/** The METADATA response with values, entry by entry. RFC 5464 §4.4.1. */
final class MetadataResponse implements Work {
  private final Iterator<Map.Entry<String, Optional<byte[]>>> values;
  private final Completion done;
  private final Responses out;
  private boolean open;

  /**
   * Writes the head, if anything follows.
   *
   * @param mailbox empty for the server
   * @param values by entry; empty for one that is not set
   */
  MetadataResponse(
      Optional<MailboxName> mailbox,
      Map<String, Optional<byte[]>> values,
      Completion done,
      ImapSession session) {
    this.values = values.entrySet().iterator();
    this.done = done;
    this.out = session.out();
    if (!values.isEmpty()) {
      head(mailbox, out);
    }
  }

  /** Writes a whole response at once. */
  static void write(
      MailboxName mailbox, Map<String, Optional<byte[]>> values, ImapSession session) {
    MetadataResponse response =
        new MetadataResponse(Optional.of(mailbox), values, Completion.ok(""), session);
    Optional<Completion> end = response.step();
    while (end.isEmpty()) {
      end = response.step();
    }
  }

  private static void head(Optional<MailboxName> mailbox, Responses out) {
    out.text("* METADATA ");
    mailbox.ifPresentOrElse(out::mailbox, () -> out.text("\"\""));
    out.text(' ');
  }

  @Override
  public Optional<Completion> step() {
    if (values.hasNext()) {
      Map.Entry<String, Optional<byte[]>> next = values.next();
      out.text(open ? ' ' : '(').astring(next.getKey()).space();
      next.getValue().ifPresentOrElse(out::binaryString, out::nil);
      open = true;
      return Optional.empty();
    }
    if (open) {
      out.text(')').crlf();
    }
    return Optional.of(done);
  }
}
