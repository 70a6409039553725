package org.posthorn.webmail.folder;

import java.util.Optional;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.SpecialUse;

/** Finds the mailboxes that are for something, and makes one where none is. */
public final class SpecialFolders {
  private SpecialFolders() {}

  /** The account's own mailbox for something. */
  public static Optional<Long> find(MailboxList list, SpecialUse use) {
    return list.all().stream()
        .filter(mailbox -> !mailbox.foreign() && mailbox.use().filter(use::equals).isPresent())
        .map(MailboxList.Mailbox::id)
        .findFirst();
  }

  /** The same; made when there is none. Empty when it cannot be made. */
  public static Optional<Long> need(AccountStore store, SpecialUse use) {
    MailboxList list = store.folders().list();
    return find(list, use).or(() -> make(store, list, use));
  }

  private static Optional<Long> make(AccountStore store, MailboxList list, SpecialUse use) {
    String word = use.attribute().substring(1);
    MailboxName name = new MailboxName(word);
    if (list.isTaken(name)) {
      return list.find(name).map(MailboxList.Mailbox::id); // somebody has named it for that
    }
    return store.folders().create(name, Optional.of(use)).result().map(MailboxList.Mailbox::id);
  }
}
