package org.posthorn.mailstore.query;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.sort.SortCriterion;

/** The order of a sorted result that is kept up to date: four octets a message. */
public final class SortedOrder {
  private final MessageSource source;
  private final List<SortCriterion> criteria;
  private int[] uids; // unsigned

  /** Of a result as it was told. */
  public SortedOrder(MessageSource source, List<SortCriterion> criteria, SearchResult result) {
    this.source = source;
    this.criteria = criteria;
    this.uids = uids(result);
  }

  private static int[] uids(SearchResult result) {
    int[] uids = new int[result.count()];
    for (int i = 0; i < uids.length; i++) {
      uids[i] = (int) result.number(i, true);
    }
    return uids;
  }

  /**
   * A message and its position from 1: where it is before it goes, or when it has come. Such
   * changes are made one after the other. RFC 5267 §4.3.3, §4.3.4.
   */
  public record Place(int position, long uid) {}

  int size() {
    return uids.length;
  }

  long uid(int index) {
    return Integer.toUnsignedLong(uids[index]);
  }

  /** Takes messages out; answers their places from the last to the first. */
  public List<Place> remove(UidSet gone) {
    List<Place> places = new ArrayList<>();
    for (int i = uids.length - 1; i >= 0 && places.size() < gone.size(); i--) {
      if (gone.contains(uid(i))) {
        places.add(new Place(i + 1, uid(i)));
      }
    }
    int[] left = new int[uids.length - places.size()];
    int from = 0;
    int to = 0;
    for (int p = places.size() - 1; p >= 0; p--) {
      int count = places.get(p).position() - 1 - from;
      System.arraycopy(uids, from, left, to, count);
      to += count;
      from = places.get(p).position();
    }
    System.arraycopy(uids, from, left, to, uids.length - from);
    uids = left;
    return places;
  }

  /** Begins to find the places of messages that come; all are in the view. */
  public ResultPlacement add(UidSet added, MailboxView view) {
    return new ResultPlacement(source, criteria, this, added, view);
  }

  /** Messages have come to their places, which ascend. */
  public void added(List<Place> places) {
    int[] all = new int[uids.length + places.size()];
    int from = 0;
    int to = 0;
    for (Place place : places) {
      int count = place.position() - 1 - to;
      System.arraycopy(uids, from, all, to, count);
      from += count;
      to += count;
      all[to++] = (int) place.uid();
    }
    System.arraycopy(uids, from, all, to, uids.length - from);
    uids = all;
  }
}
