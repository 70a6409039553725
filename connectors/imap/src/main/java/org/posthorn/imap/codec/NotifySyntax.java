package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.command.Authenticated.Notify;
import org.posthorn.imap.command.EventGroup;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.command.MailboxFilter;
import org.posthorn.imap.command.MailboxFilter.Kind;
import org.posthorn.imap.command.NotifyEvent;

/** The grammar of NOTIFY. RFC 5465 §8. */
final class NotifySyntax {
  private final CommandCursor in;
  private final List<EventGroup> groups = new ArrayList<>();
  private boolean known = true;

  private NotifySyntax(CommandCursor in) {
    this.in = in;
  }

  // notify = "NOTIFY" SP ("SET" [SP "STATUS"] SP event-groups / "NONE")
  /** Reads the rest of the command after its name. */
  static Notify notify(CommandCursor in) {
    in.expectSpace();
    if (in.tryWord("NONE")) {
      return new Notify(false, List.of(), true);
    }
    if (!in.tryWord("SET")) {
      throw in.wrong("Missing SET or NONE");
    }
    boolean status = in.tryNextWord("STATUS");
    in.expectSpace();
    return new NotifySyntax(in).groups(status);
  }

  // event-groups = event-group *(SP event-group)
  private Notify groups(boolean status) {
    do {
      group();
    } while (known && in.trySpace());
    if (!known) {
      in.skipRest(); // what belongs to an unknown event cannot be told from what is wrong
    } else if (groups.stream().filter(EventGroup::ofSelected).count() > 1) {
      throw in.wrong("Only one of SELECTED and SELECTED-DELAYED, and once"); // RFC 5465 §6.1
    }
    return new Notify(status, groups, known);
  }

  // event-group = "(" filter-mailboxes SP events ")"
  private void group() {
    in.expectChar('(');
    MailboxFilter filter = filter();
    in.expectSpace();
    Set<NotifyEvent> events = EnumSet.noneOf(NotifyEvent.class);
    List<FetchItem> items = new ArrayList<>(0);
    if (in.peek() == '(') {
      in.expectChar('(');
      events(events, items);
      if (known) {
        in.expectChar(')');
      }
    } else if (!in.tryWord("NONE")) {
      events(events, items); // the examples of RFC 5465 §3.1 have no parentheses
    }
    if (known) {
      in.expectChar(')');
      EventGroup group = new EventGroup(filter, events, items);
      check(group);
      groups.add(group);
    }
  }

  // filter-mailboxes-selected = "selected" / "selected-delayed"
  private MailboxFilter filter() {
    return in.tryWord("SELECTED-DELAYED")
        ? new MailboxFilter(Kind.SELECTED_DELAYED, List.of())
        : MultiSearchSyntax.filter(in);
  }

  // event *(SP event)
  private void events(Set<NotifyEvent> events, List<FetchItem> items) {
    do {
      Optional<NotifyEvent> event = NotifyEvent.of(in.expectAtom());
      event.ifPresent(events::add);
      known = event.isPresent();
      if (event.filter(NotifyEvent.MESSAGE_NEW::equals).isPresent() && in.tryNextList()) {
        items.addAll(FetchSyntax.items(in));
      }
    } while (known && in.trySpace());
  }

  private void check(EventGroup group) {
    boolean comes = group.has(NotifyEvent.MESSAGE_NEW);
    boolean goes = group.has(NotifyEvent.MESSAGE_EXPUNGE);
    if (comes != goes) {
      throw in.wrong("MessageNew and MessageExpunge go together"); // RFC 5465 §5
    }
    if (group.has(NotifyEvent.FLAG_CHANGE) && !comes) {
      throw in.wrong("FlagChange needs MessageNew and MessageExpunge"); // RFC 5465 §5
    }
    if (group.ofSelected() && !NotifyEvent.OF_MESSAGES.containsAll(group.events())) {
      throw in.wrong("SELECTED is for events of messages"); // RFC 5465 §6.1
    }
    if (!group.ofSelected() && !group.items().isEmpty()) {
      throw in.wrong("Only of the selected mailbox items can be told"); // RFC 5465 §8
    }
  }
}
