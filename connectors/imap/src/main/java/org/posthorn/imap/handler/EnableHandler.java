package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Authenticated.Enable;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;

/** ENABLE. RFC 9051 §6.3.1, RFC 5161. */
final class EnableHandler implements AuthenticatedHandler<Enable> {
  @Override
  public Answer handle(Enable command, long account, ImapSession session) {
    StringBuilder enabled = new StringBuilder();
    for (String capability : command.capabilities()) {
      boolean known = true;
      switch (capability) {
        case "CONDSTORE" -> session.enableCondstore();
        case "QRESYNC" -> {
          session.enableCondstore();
          session.features().enableQresync();
        }
        case "IMAP4REV2" -> {
          session.features().enableRev2();
          session.out().useUtf8(true);
        }
        case "UIDONLY" -> { // RFC 9586 §3
          session.features().enableUidOnly();
          session.out().useUidOnly(true);
        }
        case "UTF8=ACCEPT" -> { // RFC 9755 §3
          session.features().enableUtf8();
          session.out().useUtf8(true);
        }
        case "METADATA", "METADATA-SERVER" -> session.enableMetadata(); // RFC 5464 §4.1
        default -> known = false;
      }
      if (known) {
        enabled.append(' ').append(capability.equals("IMAP4REV2") ? "IMAP4rev2" : capability);
      }
    }
    session.out().untagged("ENABLED" + enabled);
    return Completion.ok("ENABLE completed");
  }
}
