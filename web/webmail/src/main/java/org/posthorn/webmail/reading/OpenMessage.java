package org.posthorn.webmail.reading;

import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessagePart;

/**
 * A message that somebody may read.
 *
 * @param mailbox its mailbox's id
 * @param uid its UID there
 * @param date when it came, seconds since 1970 UTC
 */
record OpenMessage(
    long mailbox, long uid, long date, Flags flags, MessageFacts facts, Content content) {

  /** The message, if it is there and the account may read it. */
  static Optional<OpenMessage> find(AccountStore store, long mailbox, long uid) {
    Optional<MessageSource> source = store.messages().read(mailbox).result();
    Optional<MailboxView> latest = source.flatMap(MessageSource::latest);
    int index = latest.map(view -> view.indexOf(uid)).orElse(-1);
    if (index < 0) {
      return Optional.empty();
    }
    MailboxView view = latest.get();
    MailboxCursor cursor = view.cursor(index);
    cursor.next();
    try {
      MessageFacts facts = source.get().facts(view, uid).get(0);
      Flags flags = view.keywords().flags(view.flags(index));
      Content content = source.get().content(view, uid);
      return Optional.of(
          new OpenMessage(mailbox, uid, cursor.internalDate(), flags, facts, content));
    } catch (ContentLost lost) {
      source.get().lost(view, uid);
      return Optional.empty();
    }
  }

  /** The part of a number, as in {@code 2.1}, of those that are not inside another message. */
  Optional<MessagePart> part(String number) {
    return leaves(facts.root()).stream().filter(part -> part.number().equals(number)).findFirst();
  }

  /** The parts that have no parts below them; a message inside counts as one. */
  List<MessagePart> leaves() {
    return leaves(facts.root());
  }

  private static List<MessagePart> leaves(MessagePart part) {
    return part.kind() == MessagePart.Kind.MULTIPART
        ? part.children().stream().flatMap(child -> leaves(child).stream()).toList()
        : List.of(part);
  }
}
