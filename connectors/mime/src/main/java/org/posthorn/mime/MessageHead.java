package org.posthorn.mime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facts of a message, and the octets of its header where these are few. */
public final class MessageHead {

  /** Longer headers are left out: many heads are held at a time. */
  public static final int MOST_OCTETS = 8 * 1024;

  private final MessageFacts facts;
  private final byte @Nullable [] header;

  private MessageHead(MessageFacts facts, byte @Nullable [] header) {
    this.facts = facts;
    this.header = header;
  }

  /** Facts alone. */
  public static MessageHead of(MessageFacts facts) {
    return new MessageHead(facts, null);
  }

  /** Facts and header; the array is not copied and must not change. */
  public static MessageHead of(MessageFacts facts, byte[] header) {
    return new MessageHead(facts, header);
  }

  /** What was computed when the message arrived. */
  public MessageFacts facts() {
    return facts;
  }

  /** The message's header with its empty line, if it is here. Not a copy: must not be changed. */
  public Optional<byte[]> header() {
    return Optional.ofNullable(header);
  }
}
