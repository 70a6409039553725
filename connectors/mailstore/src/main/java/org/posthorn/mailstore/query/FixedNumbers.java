package org.posthorn.mailstore.query;

import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;

/**
 * Puts UIDs in the place of sequence numbers and of the saved result, which mean what they mean
 * when the command comes. RFC 5267 §4.3.
 */
public record FixedNumbers(MailboxView view, UidSet saved) {

  /** The key with UIDs only. */
  public SearchKey of(SearchKey key) {
    if (key instanceof SearchKey.Not not) {
      return new SearchKey.Not(of(not.key()));
    }
    if (key instanceof SearchKey.Or or) {
      return new SearchKey.Or(of(or.first()), of(or.second()));
    }
    if (key instanceof SearchKey.And and) {
      return new SearchKey.And(and.keys().stream().map(this::of).toList());
    }
    if (key instanceof SearchKey.Fuzzy fuzzy) {
      return new SearchKey.Fuzzy(of(fuzzy.key()));
    }
    boolean fixed =
        key instanceof SearchKey.Numbers numbers
            && (!numbers.uids() || numbers.messages().isSaved());
    return fixed ? uids((SearchKey.Numbers) key) : key;
  }

  private SearchKey uids(SearchKey.Numbers key) {
    UidSet uids = key.messages().isSaved() ? saved : named(key.messages());
    if (uids.isEmpty()) {
      return new SearchKey.Not(new SearchKey.All());
    }
    long[] bounds = new long[2 * uids.ranges()];
    for (int r = 0; r < uids.ranges(); r++) {
      bounds[2 * r] = uids.first(r);
      bounds[2 * r + 1] = uids.last(r);
    }
    return new SearchKey.Numbers(SequenceSet.of(bounds), true);
  }

  private UidSet named(SequenceSet messages) {
    UidSet.Builder uids = UidSet.builder();
    int size = view.size();
    if (size > 0) {
      messages
          .ranges(size)
          .intersect(UidSet.range(1, size))
          .forEach(number -> uids.add(view.uid((int) number - 1)));
    }
    return uids.build();
  }
}
