package org.posthorn.webmail.compose;

import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.mailstore.MessagePlace;

/**
 * Places of messages as scripts name them: mailbox, full stop, UID; then perhaps, after another
 * full stop, the content, by which a message is found that has moved meanwhile.
 */
final class MessagePlaces {
  private MessagePlaces() {}

  /** The place; empty when there is none. */
  static Optional<MessagePlace> parse(String text) {
    if (!text.matches("[0-9]{1,18}[.][0-9]{1,10}(?:[.][0-9]{1,18})?")) {
      return Optional.empty();
    }
    String[] numbers = text.split("[.]");
    return Optional.of(new MessagePlace(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
  }

  /** The content of what {@link #parse} has read; empty where none is named. */
  static OptionalLong content(String text) {
    String[] numbers = text.split("[.]");
    return numbers.length == 3 ? OptionalLong.of(Long.parseLong(numbers[2])) : OptionalLong.empty();
  }

  /** The name of a message that is found where it has moved. */
  static String text(StoredMail mail) {
    return text(mail.place()) + "." + mail.content().id();
  }

  static String text(MessagePlace place) {
    return place.mailbox() + "." + place.uid();
  }
}
