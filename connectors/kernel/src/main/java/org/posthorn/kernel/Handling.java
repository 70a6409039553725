package org.posthorn.kernel;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the sender wants a message to be handled on its way, besides what reports it asks for.
 *
 * @param release the message is not to be delivered or passed on before a moment (RFC 4865)
 * @param deadline by when it is to be delivered (RFC 2852)
 * @param priority MT-PRIORITY, from -9 to 9; 0 when nothing was said (RFC 6710)
 * @param solicitation SOLICIT: the classes of solicitation that the sender says it is, with commas
 *     between them; empty when nothing was said (RFC 3865)
 * @param extra what a client has noted for itself in {@code X-Posthorn-Extra-*} fields: by the rest
 *     of the name, in lower case, the value; in the order given
 */
public record Handling(
    Optional<Release> release,
    Optional<Deadline> deadline,
    int priority,
    String solicitation,
    Map<String, String> extra) {

  /** Nothing was said. */
  public static final Handling NONE =
      new Handling(Optional.empty(), Optional.empty(), 0, "", Map.of());

  /** The lowest priority. RFC 6710 §3 */
  public static final int LOWEST = -9;

  /** The highest priority. RFC 6710 §3 */
  public static final int HIGHEST = 9;

  /**
   * A moment before which a message stays here.
   *
   * @param until the moment
   * @param asked as reports repeat it: {@code for;SECONDS} or {@code until;DATE}, RFC 4865 §5
   */
  public record Release(Instant until, String asked) {}

  /**
   * A moment by which a message is to be delivered.
   *
   * @param by the moment
   * @param orReturned whether it is to be returned when it passes, mode R; otherwise the sender is
   *     told that it is late, mode N
   * @param traced whether each relaying is to be told to the sender
   */
  public record Deadline(Instant by, boolean orReturned, boolean traced) {

    /** Whether the moment has come. */
    public boolean passed(Instant now) {
      return !now.isBefore(by);
    }
  }

  public Handling {
    if (priority < LOWEST || priority > HIGHEST) {
      throw new IllegalArgumentException("No priority: " + priority);
    }
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /** The same with another priority. */
  public Handling withPriority(int other) {
    return new Handling(release, deadline, other, solicitation, extra);
  }

  /** The same with other notes of the client. */
  public Handling withExtra(Map<String, String> other) {
    return new Handling(release, deadline, priority, solicitation, other);
  }

  /** The same for a message that need not wait any more. */
  public Handling released() {
    return new Handling(Optional.empty(), deadline, priority, solicitation, extra);
  }

  /** Whether the message is still to stay here. */
  public boolean waits(Instant now) {
    return release.filter(each -> now.isBefore(each.until())).isPresent();
  }
}
