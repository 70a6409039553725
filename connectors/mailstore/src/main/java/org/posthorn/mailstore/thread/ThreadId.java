package org.posthorn.mailstore.thread;

import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.mime.MessageFacts;

/**
 * How threads are identified to clients: by the eldest message that a message refers to, or else by
 * the message itself. So it depends on nothing but the message, and is the same in each mailbox and
 * for ever, whichever of a thread comes first. RFC 8474 §5.2.
 */
public final class ThreadId {
  private ThreadId() {}

  /** The thread of a message; empty when it neither has an id nor refers to one. */
  public static Optional<String> of(MessageFacts facts) {
    OptionalLong root = facts.threadRoot();
    return root.isPresent()
        ? Optional.of("T" + Long.toHexString(root.getAsLong()))
        : Optional.empty();
  }
}
