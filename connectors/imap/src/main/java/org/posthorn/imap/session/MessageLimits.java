package org.posthorn.imap.session;

import java.util.Optional;
import org.posthorn.imap.answer.Completion;

/**
 * How many messages one command may be about. One of the two at most is set. RFC 9738.
 *
 * @param any of a command of any kind, announced as MESSAGELIMIT; 0 for no limit
 * @param saved of COPY and APPEND, announced as SAVELIMIT; 0 for no limit
 */
public record MessageLimits(int any, int saved) {

  /** None. */
  public static final MessageLimits NONE = new MessageLimits(0, 0);

  public MessageLimits {
    if (any < 0 || saved < 0 || any > 0 && saved > 0) {
      throw new IllegalArgumentException("One limit at most, and not below 0");
    }
  }

  /** How many messages COPY and APPEND may be about; 0 for no limit. */
  public int copied() {
    return any + saved;
  }

  /** What is announced. RFC 9738 §3, §4. */
  Optional<String> capability() {
    return copied() == 0
        ? Optional.empty()
        : Optional.of((any > 0 ? "MESSAGELIMIT=" : "SAVELIMIT=") + copied());
  }

  /** NO to a command about too many messages, of which nothing was done. */
  public static Completion exceeded(int limit) {
    return Completion.no("MESSAGELIMIT " + limit, "Too many messages at once");
  }
}
