package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Authenticated.Compress;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;

/** COMPRESS. RFC 4978. */
final class CompressHandler implements AuthenticatedHandler<Compress> {
  @Override
  public Answer handle(Compress command, long account, ImapSession session) {
    if (!command.algorithm().equals("DEFLATE")) {
      return Completion.bad("Unknown compression");
    }
    if (session.wire().compressing()) {
      return Completion.no("COMPRESSIONACTIVE", "Compression is already active"); // RFC 4978 §3
    }
    session.compress();
    return Completion.ok("DEFLATE active");
  }
}
