package org.posthorn.imap.search;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.imap.command.Sort;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;

/** The order of a sorted result that is kept up to date: four octets a message. */
final class SortedOrder {
  private final ImapEndpoint endpoint;
  private final List<Sort.Criterion> criteria;
  private int[] uids; // unsigned

  /** Of a result as it was told. */
  SortedOrder(ImapEndpoint endpoint, List<Sort.Criterion> criteria, SearchResult result) {
    this.endpoint = endpoint;
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
  record Place(int position, long uid) {}

  int size() {
    return uids.length;
  }

  long uid(int index) {
    return Integer.toUnsignedLong(uids[index]);
  }

  /** Takes messages out; answers their places from the last to the first. */
  List<Place> remove(UidSet gone) {
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
  Placement add(UidSet added, MailboxView view) {
    return new Placement(endpoint, criteria, this, added, view);
  }

  /** Messages have come to their places, which ascend. */
  void added(List<Place> places) {
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
