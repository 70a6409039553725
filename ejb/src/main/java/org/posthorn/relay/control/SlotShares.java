package org.posthorn.relay.control;

import static org.posthorn.relay.control.RelaySettings.require;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * Who may hold how many attempts.
 *
 * @param total how many run at once
 * @param slow how many more run in the slow lane
 * @param slowAfter when an attempt moves there
 * @param perDomain how many for one domain, both lanes together
 * @param perSender how many for one sender, in each lane
 * @param perHost how many connections to one address
 */
record SlotShares(
    int total, int slow, Duration slowAfter, int perDomain, int perSender, int perHost) {

  /** The most attempts at once, not counting the slow lane. */
  private static final int MOST = 100;

  private static final int MOST_SLOW = 400;
  private static final int SHARE = 4; // a quarter, when nothing is said

  SlotShares {
    require(total > 0 && total <= MOST, "posthorn.relay.concurrency must be from 1 to " + MOST);
    require(
        slow >= 0 && slow <= MOST_SLOW,
        "posthorn.relay.slow-concurrency must be from 0 to " + MOST_SLOW);
    require(
        slowAfter.compareTo(Duration.ofSeconds(1)) >= 0,
        "posthorn.relay.slow-after must be at least PT1S");
    share("per-domain", perDomain, total);
    share("per-sender", perSender, total);
    share("per-host", perHost, total);
  }

  private static void share(String key, int share, int total) {
    require(
        share > 0 && share <= total,
        "posthorn.relay." + key + " must be from 1 to posthorn.relay.concurrency");
  }

  /** Reads {@code posthorn.relay.*}. */
  static SlotShares from(Config config) {
    int total = number(config, "concurrency", 20);
    int share = (Math.max(1, total) + SHARE - 1) / SHARE;
    return new SlotShares(
        total,
        number(config, "slow-concurrency", Math.min(MOST_SLOW, 2 * total)),
        RelaySettings.duration(config, "posthorn.relay.slow-after", "PT30S"),
        number(config, "per-domain", 1),
        number(config, "per-sender", share),
        number(config, "per-host", share));
  }

  private static int number(Config config, String key, int otherwise) {
    return config.getOptionalValue("posthorn.relay." + key, Integer.class).orElse(otherwise);
  }
}
