package org.posthorn.imap.handler;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.posthorn.imap.command.MailboxFilter;
import org.posthorn.imap.command.MailboxFilter.Kind;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.Permission;
import org.posthorn.store.MailboxList;
import org.posthorn.store.MailboxName;

/** Finds the mailboxes that a client names by filters. RFC 5465 §6, RFC 7377 §2.2. */
final class Filters {
  private Filters() {}

  /**
   * The mailboxes that any of the filters names and the user may read, each once; names that do not
   * exist name none. RFC 7377 §2.1.
   */
  static Collection<MailboxList.Mailbox> mailboxes(
      List<MailboxFilter> filters, MailboxList list, ImapSession session) {
    Set<MailboxList.Mailbox> found = new LinkedHashSet<>();
    for (MailboxFilter filter : filters) {
      Predicate<MailboxList.Mailbox> named = named(filter, list, session);
      boolean exact = filter.kind() == Kind.MAILBOXES || filter.kind() == Kind.SELECTED;
      (exact ? list.known() : list.all())
          .stream()
              .filter(named)
              .filter(mailbox -> Permission.READ.isIn(mailbox.rights()))
              .forEach(found::add);
    }
    return found;
  }

  private static Predicate<MailboxList.Mailbox> named(
      MailboxFilter filter, MailboxList list, ImapSession session) {
    List<MailboxName> names =
        filter.names().stream().map(MailboxName::parse).flatMap(Optional::stream).toList();
    return switch (filter.kind()) {
      case SELECTED -> {
        long selected = session.selected().map(mailbox -> mailbox.id()).orElse(-1L);
        yield mailbox -> mailbox.id() == selected;
      }
      case INBOXES -> mailbox -> mailbox.name().isInbox();
      case PERSONAL -> mailbox -> !mailbox.foreign();
      case SUBSCRIBED -> mailbox -> list.isSubscribed(mailbox.name());
      case MAILBOXES -> mailbox -> names.contains(mailbox.name());
      case SUBTREE -> mailbox -> names.stream().anyMatch(top -> isIn(mailbox.name(), top));
      case SUBTREE_ONE ->
          mailbox ->
              names.stream()
                  .anyMatch(
                      top ->
                          isIn(mailbox.name(), top) && levels(mailbox.name()) <= levels(top) + 1);
    };
  }

  private static boolean isIn(MailboxName name, MailboxName top) {
    return name.equals(top) || name.isBelow(top);
  }

  private static int levels(MailboxName name) {
    return name.parents().size();
  }
}
