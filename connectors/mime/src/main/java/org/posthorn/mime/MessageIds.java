package org.posthorn.mime;

import java.util.OptionalLong;

/**
 * Message ids as numbers of 64 bits that are the same for the same id. Two ids with one number
 * would thread two messages together; whoever wants that may as well write it into References.
 */
public final class MessageIds {
  private MessageIds() {}

  /** The id of a message; empty when it has no valid one. */
  public static OptionalLong of(MessageFacts facts) {
    return facts.messageId().map(MessageIds::first).orElse(OptionalLong.empty());
  }

  /** The ids that a message refers to, the eldest first. RFC 5256 §3, REFERENCES. */
  public static long[] references(MessageFacts facts) {
    long[] ids =
        facts.references().stream()
            .map(MessageIds::first)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .toArray();
    return ids.length > 0
        ? ids
        : facts.inReplyTo().map(MessageIds::first).orElse(OptionalLong.empty()).stream().toArray();
  }

  // msg-id = "<" id-left "@" id-right ">"; quoting makes no difference
  /** The first valid id in a text. */
  public static OptionalLong first(String text) {
    int open = text.indexOf('<');
    while (open >= 0) {
      int close = text.indexOf('>', open);
      if (close < 0) {
        return OptionalLong.empty();
      }
      if (hasDomain(text, open, close)) {
        return OptionalLong.of(hash(text, open + 1, close));
      }
      open = text.indexOf('<', close); // no other one before it can begin a valid id
    }
    return OptionalLong.empty();
  }

  private static boolean hasDomain(String text, int open, int close) {
    int at = close;
    while (at > open && text.charAt(at) != '@') {
      at--;
    }
    return at > open + 1 && at < close - 1;
  }

  private static long hash(String text, int from, int to) {
    long hash = 0xcbf29ce484222325L;
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        continue;
      }
      if (quoted && c == '\\' && i + 1 < to) {
        c = text.charAt(++i);
      } else if (!quoted && (c == ' ' || c == '\t')) {
        continue; // folded
      }
      hash = (hash ^ c) * 0x100000001b3L;
    }
    return hash ^ hash >>> 32;
  }
}
