package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Authenticated.Xlist;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.SpecialUse;

/** XLIST, which old clients ask for what a mailbox is for. */
final class XlistHandler implements AuthenticatedHandler<Xlist> {
  @Override
  public Answer handle(Xlist command, long account, ImapSession session) {
    if (command.reference().length() + command.pattern().length() > ListPattern.MAX_LENGTH) {
      return Completion.no("LIMIT", "Pattern is too long");
    }
    ListPattern pattern = ListPattern.of(command.reference(), command.pattern());
    MailboxList mailboxes = session.store().folders().list();
    for (MailboxList.Mailbox mailbox : mailboxes.all()) {
      boolean shown = mailboxes.isListed(mailbox.name()) || pattern.asksForOthers();
      if (shown && pattern.matches(mailbox.name())) {
        String children =
            mailboxes.hasChildren(mailbox.name()) ? "\\HasChildren" : "\\HasNoChildren";
        session.out().text("* XLIST (").text(children).text(use(mailbox)).text(") \"/\" ");
        session.out().mailbox(mailbox.name()).crlf();
      }
    }
    for (MailboxName level : mailboxes.levels()) {
      if (pattern.matches(level)) {
        session.out().text("* XLIST (\\Noselect \\HasChildren) \"/\" ").mailbox(level).crlf();
      }
    }
    return Completion.ok("XLIST completed");
  }

  private static String use(MailboxList.Mailbox mailbox) {
    return mailbox.name().isInbox()
        ? " \\Inbox"
        : mailbox.use().map(XlistHandler::attribute).orElse("");
  }

  private static String attribute(SpecialUse use) {
    return switch (use) {
      case ALL -> " \\AllMail";
      case FLAGGED -> " \\Starred";
      case JUNK -> " \\Spam";
      case ARCHIVE, DRAFTS, IMPORTANT, SENT, TRASH -> " " + use.attribute();
    };
  }
}
