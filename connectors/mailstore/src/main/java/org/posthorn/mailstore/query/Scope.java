package org.posthorn.mailstore.query;

import java.util.List;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;

/** The messages that a search has to look at, by what its key says of their numbers. */
public final class Scope {
  private Scope() {}

  /** The UIDs among which a key searches. RFC 9738 §3.1. */
  public static UidSet of(SearchKey key, MailboxView view, UidSet saved) {
    SearchKey fixed = new FixedNumbers(view, saved).of(key);
    long last = view.size() == 0 ? 1 : view.uid(view.size() - 1);
    return view.present(named(fixed, last));
  }

  private static UidSet named(SearchKey key, long last) {
    UidSet all = UidSet.range(1, UidSet.MAX);
    if (key instanceof SearchKey.Numbers numbers) {
      return numbers.messages().ranges(last);
    }
    if (key instanceof SearchKey.And and) {
      return and.keys().stream().map(each -> named(each, last)).reduce(all, UidSet::intersect);
    }
    return all;
  }

  /** A key that finds the same messages, but none below a UID. */
  public static SearchKey from(long uid, SearchKey key) {
    SequenceSet high = SequenceSet.of(uid, UidSet.MAX); // new messages may join a kept result
    return new SearchKey.And(List.of(new SearchKey.Numbers(high, true), key));
  }
}
