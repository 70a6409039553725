package org.posthorn.checks.value;

/**
 * How many messages went alike.
 *
 * @param all of them
 * @param ordinary those that are worth a report by themselves; it is about the others, too
 */
public record MessageCount(long all, long ordinary) {

  /** One message. */
  public static MessageCount one(boolean ordinary) {
    return new MessageCount(1, ordinary ? 1 : 0);
  }

  /** Both together. */
  public MessageCount plus(MessageCount more) {
    return new MessageCount(all + more.all, ordinary + more.ordinary);
  }
}
