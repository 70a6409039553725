package org.posthorn.junk.control;

import java.util.Arrays;
import org.posthorn.junk.value.JunkScore;
import org.posthorn.junk.value.WordSet;

/**
 * How likely a message is junk: of its words, those that say most are taken as independent (naive
 * Bayes). An account that has not said much yet borrows from what all others have said.
 */
public final class Bayes {
  private static final double MAX_POWER = 0.01; // no word says more
  private static final double IGNORED = 0.1; // those that say less than that
  private static final int TOP = 10; // good and bad words that count
  private static final int RARE = 2; // messages: words that were seen in no more say less
  private static final int ENOUGH_HAM = 50;
  private static final double BORROWED = 200; // messages of others that count, at most

  private final WordCounts own;
  private final WordCounts others;
  private final double share;

  /**
   * A filter.
   *
   * @param own of the account
   * @param others of all
   */
  public Bayes(WordCounts own, WordCounts others) {
    this.own = own;
    this.others = others;
    double messages = others.hamMessages() + (double) others.junkMessages();
    double room = Math.max(0, BORROWED - own.hamMessages() - own.junkMessages());
    share = messages == 0 ? 0 : Math.min(1, room / messages);
  }

  /** What it says of a message with these words. */
  public JunkScore score(WordSet message) {
    double hams = own.hamMessages() + share * others.hamMessages();
    double junks = own.junkMessages() + share * others.junkMessages();
    boolean significant = hams >= ENOUGH_HAM && junks >= 1;
    if (hams < 1 || junks < 1) {
      return new JunkScore(0.5, false);
    }
    double[] good = new double[message.size()];
    double[] bad = new double[message.size()];
    int goods = 0;
    int bads = 0;
    for (int i = 0; i < message.size(); i++) {
      double score = score(message.get(i), hams, junks);
      if (score < 0.5 - IGNORED) {
        good[goods++] = score;
      } else if (score > 0.5 + IGNORED) {
        bad[bads++] = -score; // the highest first
      }
    }
    Arrays.sort(good, 0, goods);
    Arrays.sort(bad, 0, bads);
    double sum = 0;
    for (int i = 0; i < Math.min(TOP, goods); i++) {
      sum += Math.log(1 - good[i]) - Math.log(good[i]);
    }
    for (int i = 0; i < Math.min(TOP, bads); i++) {
      sum += Math.log(1 + bad[i]) - Math.log(-bad[i]);
    }
    return new JunkScore(1 / (1 + Math.exp(sum)), significant);
  }

  private double score(int word, double hams, double junks) {
    double ham = own.ham(word) + share * others.ham(word);
    double junk = own.junk(word) + share * others.junk(word);
    double seen = ham + junk;
    if (seen == 0) {
      return 0.5;
    }
    double inHam = ham / hams;
    double inJunk = junk / junks;
    double score = Math.min(1 - MAX_POWER, Math.max(MAX_POWER, inJunk / (inJunk + inHam)));
    if (seen <= RARE) {
      score += (1 + RARE - seen) * (0.5 - score) / 10;
    }
    return score;
  }
}
