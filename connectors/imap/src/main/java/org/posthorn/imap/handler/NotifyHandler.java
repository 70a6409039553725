package org.posthorn.imap.handler;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Authenticated.Notify;
import org.posthorn.imap.command.FetchItem.Attribute;
import org.posthorn.imap.command.NotifyEvent;
import org.posthorn.imap.notify.Notifications;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.PendingNotifications;

/** NOTIFY: what the client hears of from now on, also when no command goes on. RFC 5465 §3.1. */
final class NotifyHandler implements AuthenticatedHandler<Notify> {
  private static final String EVENTS =
      Arrays.stream(NotifyEvent.values())
          .map(NotifyEvent::label)
          .collect(Collectors.joining(" ", "BADEVENT (", ")"));

  @Override
  public Answer handle(Notify command, long account, ImapSession session) {
    if (!command.known()) {
      return Completion.no(EVENTS, "There is no such event");
    }
    PendingNotifications notices = session.notices().orElseGet(() -> new Notifications(session));
    if (!notices.ask(command.groups(), command.status())) {
      return Completion.no("NOTIFICATIONOVERFLOW", "Too many events or mailboxes requested");
    }
    if (command.groups().stream().anyMatch(group -> group.items().contains(Attribute.MODSEQ))) {
      session.enableCondstore(); // RFC 7162 §3.1
    }
    session.tellBy(notices);
    if (!command.groups().isEmpty()) {
      session.refreshAfterChange(); // RFC 5465 §3.1: as NOOP does
    }
    return Completion.ok("NOTIFY completed");
  }
}
