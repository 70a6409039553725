package org.posthorn.imap.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;

/** The attributes of a name in LIST responses. RFC 9051 §7.3.1. */
public final class ListAttributes {
  private ListAttributes() {}

  /**
   * The attributes, with backslash.
   *
   * @param subscribed whether to say that it is subscribed
   * @param missing what to say of a name that is no mailbox
   */
  public static List<String> of(
      MailboxName name, MailboxList list, boolean subscribed, String missing) {
    Optional<MailboxList.Mailbox> mailbox = list.visible(name);
    List<String> attributes = new ArrayList<>(4);
    if (mailbox.isEmpty()) {
      attributes.add(missing);
    }
    if (subscribed && list.isSubscribed(name)) {
      attributes.add("\\Subscribed");
    }
    if (list.hasChildren(name)) {
      attributes.add("\\HasChildren");
    } else if (mailbox.isPresent()) {
      attributes.add("\\HasNoChildren");
    }
    mailbox.flatMap(MailboxList.Mailbox::use).ifPresent(use -> attributes.add(use.attribute()));
    return attributes;
  }
}
