package org.posthorn.relay.control;

import static org.posthorn.relay.control.RelaySettings.require;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * Who may hold how many attempts.
 *
 * @param total how many run at once
 * @param slow how many more run in the slow lane
 * @param slowAfter when an attempt moves there: it waits for its peer then
 * @param perDomain how many for one domain at most, both lanes together
 * @param perSender how many for one sender; of the slow lane the same share
 * @param perHost how many connections to one address at most
 */
record SlotShares(
    int total, int slow, Duration slowAfter, int perDomain, int perSender, int perHost) {

  /** The most attempts at once, not counting the slow lane. */
  private static final int MOST = 100;

  private static final int USUAL_SLOW = 500; // a thread each, which mostly waits
  private static final int MOST_SLOW = 10_000;
  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final int USUAL_PEER = 20; // as Postfix has it

  SlotShares {
    require(total > 0 && total <= MOST, "posthorn.relay.concurrency must be from 1 to " + MOST);
    require(
        slow >= 0 && slow <= MOST_SLOW,
        "posthorn.relay.slow-concurrency must be from 0 to " + MOST_SLOW);
    require(
        slowAfter.compareTo(SHORTEST) >= 0,
        "posthorn.relay.slow-after must be at least " + SHORTEST);
    share("per-domain", perDomain, total);
    share("per-sender", perSender, total);
    share("per-host", perHost, total);
  }

  /** How many attempts one sender may hold in the slow lane. */
  int perSenderSlow() {
    return Math.max(1, (int) ((long) slow * perSender / total));
  }

  private static void share(String key, int share, int total) {
    require(
        share > 0 && share <= total,
        "posthorn.relay." + key + " must be from 1 to posthorn.relay.concurrency");
  }

  /** Reads {@code posthorn.relay.*}. */
  static SlotShares from(Config config) {
    int total = number(config, "concurrency", 50);
    int half = (Math.max(1, total) + 1) / 2;
    int peer = Math.max(1, Math.min(USUAL_PEER, total));
    return new SlotShares(
        total,
        number(config, "slow-concurrency", USUAL_SLOW),
        RelaySettings.duration(config, "posthorn.relay.slow-after", "PT0.2S"),
        number(config, "per-domain", peer),
        number(config, "per-sender", half),
        number(config, "per-host", peer));
  }

  private static int number(Config config, String key, int otherwise) {
    return config.getOptionalValue("posthorn.relay." + key, Integer.class).orElse(otherwise);
  }
}
