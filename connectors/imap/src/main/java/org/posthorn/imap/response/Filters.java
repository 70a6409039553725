package org.posthorn.imap.response;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.posthorn.imap.command.MailboxFilter;
import org.posthorn.imap.command.MailboxFilter.Kind;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Permission;

/** Finds the mailboxes that a client names by filters. RFC 5465 §6, RFC 7377 §2.2. */
public final class Filters {
  private Filters() {}

  /**
   * The mailboxes that any of the filters names and the user may read, each once; names that do not
   * exist name none. RFC 7377 §2.1.
   */
  public static Collection<MailboxList.Mailbox> mailboxes(
      List<MailboxFilter> filters, MailboxList list, ImapSession session) {
    Set<MailboxList.Mailbox> found = new LinkedHashSet<>();
    for (MailboxFilter filter : filters) {
      boolean exact = filter.kind() == Kind.MAILBOXES || filter.kind() == Kind.SELECTED;
      Predicate<MailboxName> named = named(filter, list);
      long selected =
          filter.kind() == Kind.SELECTED
              ? session.selected().map(SelectedMailbox::id).orElse(-1L)
              : -1;
      (exact ? list.known() : list.all())
          .stream()
              .filter(mailbox -> mailbox.id() == selected || named.test(mailbox.name()))
              .filter(mailbox -> Permission.READ.isIn(mailbox.rights()))
              .forEach(found::add);
    }
    return found;
  }

  /** Whether a filter names a mailbox, or what could be one. Never true of the selected one. */
  public static Predicate<MailboxName> named(MailboxFilter filter, MailboxList list) {
    Set<MailboxName> names =
        filter.names().stream()
            .map(MailboxName::parse)
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet());
    return switch (filter.kind()) {
      case SELECTED, SELECTED_DELAYED -> name -> false;
      case INBOXES -> MailboxName::isInbox;
      case PERSONAL ->
          name -> !list.find(name).map(MailboxList.Mailbox::foreign).orElse(name.isForeign());
      case SUBSCRIBED -> list::isSubscribed;
      case MAILBOXES -> names::contains;
      case SUBTREE ->
          name -> names.contains(name) || name.parents().stream().anyMatch(names::contains);
      case SUBTREE_ONE ->
          name -> {
            List<MailboxName> above = name.parents();
            return names.contains(name)
                || !above.isEmpty() && names.contains(above.get(above.size() - 1));
          };
    };
  }
}
