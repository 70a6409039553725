package org.posthorn.imap.search;

import java.util.List;
import org.posthorn.imap.command.Sort;
import org.posthorn.imap.order.SortKeys;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.imap.session.Losses;
import org.posthorn.mailstore.MailboxView;

/** Sorts messages that were found, in bounded steps. RFC 5256 §3. */
final class Sorting {
  private final SearchResult found;
  private final SortKeys keys;
  private final FactsWalk walk;

  Sorting(
      ImapEndpoint endpoint,
      MailboxView view,
      SearchResult found,
      List<Sort.Criterion> criteria,
      Losses losses) {
    this.found = found;
    this.keys = new SortKeys(criteria, found.count(), found::scoreOf);
    this.walk = new FactsWalk(endpoint, view, found, keys.needFacts(), keys::add, losses);
  }

  /** Looks at some more messages; true at the end. */
  boolean step() {
    return walk.step();
  }

  /** How much of the messages it has looked at. */
  int percent() {
    return walk.percent();
  }

  /** The messages in order. */
  SearchResult result() {
    return found.inOrder(keys.order());
  }
}
