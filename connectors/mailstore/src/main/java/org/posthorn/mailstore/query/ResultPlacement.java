package org.posthorn.mailstore.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.sort.MessageKey;
import org.posthorn.mailstore.sort.SortCriterion;
import org.posthorn.mailstore.sort.SortKeys;

/**
 * Finds where messages come to in a sorted result, in bounded steps: of a few, by halving, so that
 * few messages of the result are looked at; of many, by sorting all anew.
 */
public final class ResultPlacement {
  private static final int FEW = 32;

  private final MessageSource source;
  private final List<SortCriterion> criteria;
  private final SortedOrder order;
  private final UidSet added;
  private final MailboxView view;
  private final boolean facts;
  private final Map<Long, MessageKey> known = new HashMap<>(); // what was looked at
  private final List<SortedOrder.Place> places = new ArrayList<>();
  private final List<MessageKey> coming = new ArrayList<>();
  private final @Nullable ResultSorter sorting;
  private int below; // all that comes now belongs behind so many of the result

  ResultPlacement(
      MessageSource source,
      List<SortCriterion> criteria,
      SortedOrder order,
      UidSet added,
      MailboxView view) {
    this.source = source;
    this.criteria = criteria;
    this.order = order;
    this.added = added;
    this.view = view;
    this.facts = SortKeys.needFacts(criteria);
    if (added.size() > FEW) {
      sorting =
          new ResultSorter(
              source, view, SearchResult.of(view, all(), new byte[0]), criteria, (uid, why) -> {});
    } else {
      sorting = null;
      added.forEach(uid -> coming.add(key(uid)));
      coming.sort(MessageKey::compare);
    }
  }

  private BitSet all() {
    BitSet all = new BitSet();
    added.forEach(uid -> all.set(view.indexOf(uid)));
    for (int i = 0; i < order.size(); i++) {
      all.set(view.indexOf(order.uid(i)));
    }
    return all;
  }

  /** Looks at some more messages; true at the end. */
  public boolean step() {
    if (sorting == null) {
      if (places.size() < coming.size()) {
        place(coming.get(places.size()));
      }
      return places.size() == coming.size();
    }
    if (!sorting.step()) {
      return false;
    }
    SearchResult sorted = sorting.result();
    for (int i = 0; i < sorted.count(); i++) {
      long uid = sorted.number(i, true);
      if (added.contains(uid)) {
        places.add(new SortedOrder.Place(i + 1, uid));
      }
    }
    return true;
  }

  /** Where they come to, ascending. */
  public List<SortedOrder.Place> places() {
    return places;
  }

  private void place(MessageKey key) {
    int above = order.size();
    while (below < above) {
      int middle = (below + above) >>> 1;
      if (known(order.uid(middle)).compare(key) < 0) {
        below = middle + 1;
      } else {
        above = middle;
      }
    }
    places.add(new SortedOrder.Place(below + places.size() + 1, view.uid(key.index())));
  }

  private MessageKey known(long uid) {
    return known.computeIfAbsent(uid, this::key);
  }

  private MessageKey key(long uid) {
    MailboxCursor message = view.cursor(view.indexOf(uid));
    message.next();
    return new MessageKey(
        criteria,
        message,
        facts
            ? Optional.of(ReadableFacts.of(source, view, new long[] {uid}, (i, why) -> {}).get(0))
            : Optional.empty());
  }
}
