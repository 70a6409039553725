package org.posthorn.webmail.compose;

import java.util.Optional;
import org.posthorn.mailstore.MessagePlace;

/** Places of messages as scripts name them: mailbox, full stop, UID. */
final class MessagePlaces {
  private MessagePlaces() {}

  /** The place; empty when there is none. */
  static Optional<MessagePlace> parse(String text) {
    if (!text.matches("[0-9]{1,18}[.][0-9]{1,10}")) {
      return Optional.empty();
    }
    int dot = text.indexOf('.');
    return Optional.of(
        new MessagePlace(
            Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1))));
  }

  static String text(MessagePlace place) {
    return place.mailbox() + "." + place.uid();
  }
}
