package org.posthorn.mailstore.query;

import java.util.List;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.sort.SortCriterion;
import org.posthorn.mailstore.sort.SortKeys;

/** Sorts messages that were found, in bounded steps. RFC 5256 §3. */
public final class ResultSorter {
  private final SearchResult found;
  private final SortKeys keys;
  private final FactsWalk walk;

  /** Of messages that were found in a view. */
  public ResultSorter(
      MessageSource source,
      MailboxView view,
      SearchResult found,
      List<SortCriterion> criteria,
      LossListener losses) {
    this.found = found;
    this.keys = new SortKeys(criteria, found.count(), found::scoreOf);
    this.walk = new FactsWalk(source, view, found, keys.needFacts(), keys::add, losses);
  }

  /** Looks at some more messages; true at the end. */
  public boolean step() {
    return walk.step();
  }

  /** How much of the messages it has looked at. */
  public int percent() {
    return walk.percent();
  }

  /** The messages in order. */
  public SearchResult result() {
    return found.inOrder(keys.order());
  }
}
