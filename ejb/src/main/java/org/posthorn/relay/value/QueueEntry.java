package org.posthorn.relay.value;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Envelope;

/**
 * A message of the outgoing queue for one recipient.
 *
 * @param id of the entry
 * @param delivery the id by which log and {@code Received} name the message
 * @param contentId the octets
 * @param size octets of the message
 * @param envelope with its one recipient
 * @param account of the sender, where there is one
 * @param state what is left to be done, or how it ended: a word in lower case
 * @param held whether it waits to be released
 * @param busy whether an attempt is being made
 * @param created when it came into the queue
 * @param next when the next attempt is to be made
 * @param attempted how many attempts were made
 * @param attempts the latest of them, the last one at the end
 */
public record QueueEntry(
    long id,
    String delivery,
    long contentId,
    long size,
    Envelope envelope,
    Optional<Long> account,
    String state,
    boolean held,
    boolean busy,
    Instant created,
    Instant next,
    int attempted,
    List<Attempt> attempts) {

  public QueueEntry {
    attempts = List.copyOf(attempts);
  }

  /**
   * What an attempt brought.
   *
   * @param code the reply code, 0 without reply
   * @param status the enhanced status code
   * @param text the reply
   * @param host who said it, empty when nobody
   */
  public record Attempt(Instant at, int code, String status, String text, String host) {}
}
