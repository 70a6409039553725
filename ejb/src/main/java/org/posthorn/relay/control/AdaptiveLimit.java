package org.posthorn.relay.control;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much may go to a peer at once: more while it takes mail, less while it puts mail off or does
 * not answer. One more each time that as many attempts as are allowed went well, half as many after
 * one that did not; so a peer that is in trouble is left alone at once, and one that is fast gets
 * all that it can take. For one thread at a time.
 */
final class AdaptiveLimit<K> {
  private static final int MOST_PEERS = 10_000;
  private static final double FIRST = 5; // nobody who takes mail is troubled by so few

  private final int most;
  private final Map<K, Double> limits =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Double> eldest) {
          return size() > MOST_PEERS;
        }
      };

  /**
   * @param most never more than so many
   */
  AdaptiveLimit(int most) {
    this.most = most;
  }

  /** How many there may be now; at least one. */
  int of(K peer) {
    return (int) current(peer);
  }

  private double current(K peer) {
    return Math.min(most, limits.getOrDefault(peer, FIRST));
  }

  /** An attempt is over. */
  void learn(K peer, boolean well) {
    double now = current(peer);
    limits.put(peer, well ? Math.min(most, now + 1 / now) : Math.max(1, now / 2));
  }
}
