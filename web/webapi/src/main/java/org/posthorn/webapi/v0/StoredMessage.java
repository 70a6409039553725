package org.posthorn.webapi.v0;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessagePart;

/**
 * A message of the account that is named by its number: the same octets are one message wherever
 * they lie, and keep their number when they are moved, as JMAP has it (RFC 8621 §4.1.1).
 *
 * @param id its number
 * @param place where it is read: the first of its places
 * @param received when it came, in seconds since 1970
 * @param modSeq of the place. RFC 7162
 */
public record StoredMessage(
    long id,
    MessagePlace place,
    long received,
    long modSeq,
    Flags flags,
    MessageFacts facts,
    Content content) {

  /** Where the messages of a number lie in the account's own mailboxes; none when nowhere. */
  public static List<MessagePlace> places(AccountStore store, long id) {
    return store.messages().places(id).stream()
        .sorted(Comparator.comparingLong(MessagePlace::mailbox).thenComparing(MessagePlace::uid))
        .toList();
  }

  /** The message, when the account has it and its octets are there. */
  public static Optional<StoredMessage> find(AccountStore store, long id) {
    return places(store, id).stream().findFirst().flatMap(place -> read(store, id, place));
  }

  private static Optional<StoredMessage> read(AccountStore store, long id, MessagePlace place) {
    Optional<MessageSource> source = store.messages().read(place.mailbox()).result();
    Optional<MailboxView> latest = source.flatMap(MessageSource::latest);
    int index = latest.map(view -> view.indexOf(place.uid())).orElse(-1);
    if (index < 0) {
      return Optional.empty();
    }
    MailboxView view = latest.get();
    MailboxCursor cursor = view.cursor(index);
    cursor.next();
    try {
      MessageFacts facts = source.get().facts(view, place.uid()).get(0);
      return Optional.of(
          new StoredMessage(
              id,
              place,
              cursor.internalDate(),
              cursor.modSeq(),
              view.keywords().flags(view.flags(index)),
              facts,
              source.get().content(view, place.uid())));
    } catch (ContentLost lost) {
      source.get().lost(view, place.uid());
      return Optional.empty();
    }
  }

  /** A part by its way down from the top, counted from 0. */
  public Optional<MessagePart> part(List<Long> path) {
    MessagePart part = facts.root();
    for (long index : path) {
      if (part.kind() != MessagePart.Kind.MULTIPART
          || index < 0
          || index >= part.children().size()) {
        return Optional.empty();
      }
      part = part.children().get((int) index);
    }
    return Optional.of(part);
  }
}
