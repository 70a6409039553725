package org.posthorn.mailstore.query;

import java.util.List;
import java.util.Set;
import org.posthorn.kernel.UidSet;

/** What a message must be to be found. RFC 9051 §6.4.4. */
public sealed interface SearchKey {

  /** Whether a mod-sequence is asked for somewhere in it. RFC 7162 §3.1.5. */
  default boolean usesModSeq() {
    return false;
  }

  /** Whether FUZZY stands somewhere in it. RFC 6203 §3. */
  default boolean usesFuzzy() {
    return false;
  }

  /** Whether sequence numbers stand somewhere in it. RFC 9586 §3. */
  default boolean usesNumbers() {
    return false;
  }

  /** Whether FILTER stands somewhere in it. RFC 5466 §3.1. */
  default boolean usesFilter() {
    return false;
  }

  /** How many keys there are in it, those in parentheses counted one by one. */
  default int size() {
    return 1;
  }

  /** How many of them cannot be decided without reading the octets of messages. */
  default int reads() {
    return 0;
  }

  /** The same with the messages that are recent in place of {@link Recent}. RFC 3501 §2.3.2. */
  default SearchKey knowing(UidSet recent) {
    return this;
  }

  /** Every message. */
  record All() implements SearchKey {}

  /** A system flag, by its bit in {@link org.posthorn.mailstore.Flags}. */
  record Flag(int bit) implements SearchKey {}

  /** A keyword. */
  record Keyword(String name) implements SearchKey {}

  /** {@code \Recent}. RFC 3501 §2.3.2. */
  record Recent() implements SearchKey {
    @Override
    public SearchKey knowing(UidSet recent) {
      long[] bounds = new long[2 * recent.ranges()];
      for (int r = 0; r < recent.ranges(); r++) {
        bounds[2 * r] = recent.first(r);
        bounds[2 * r + 1] = recent.last(r);
      }
      return recent.isEmpty() ? this : new Numbers(SequenceSet.of(bounds), true);
    }
  }

  /** By number: sequence numbers, UIDs or the saved result. */
  record Numbers(SequenceSet messages, boolean uids) implements SearchKey {
    @Override
    public boolean usesNumbers() {
      return !uids && !messages.isSaved();
    }
  }

  /** By day; times are in UTC, the Date field counts in its own zone. */
  record Day(DateOf of, Relation relation, int epochDay) implements SearchKey {}

  /** RFC 5032: the internal date lies at least so many seconds back. */
  record Older(long seconds) implements SearchKey {}

  /** RFC 5032: the internal date lies at most so many seconds back. */
  record Younger(long seconds) implements SearchKey {}

  /** More octets than. */
  record Larger(long octets) implements SearchKey {}

  /** Fewer octets than. */
  record Smaller(long octets) implements SearchKey {}

  /** A mod-sequence of at least. RFC 7162 §3.1.5. */
  record ModSeq(long atLeast) implements SearchKey {
    @Override
    public boolean usesModSeq() {
      return true;
    }
  }

  /** A header field has the text; with empty text, the field is there. */
  record Header(String field, String text) implements SearchKey {
    private static final Set<String> IN_ENVELOPE = Set.of("FROM", "TO", "CC", "BCC", "SUBJECT");

    @Override
    public int reads() {
      return IN_ENVELOPE.contains(field) ? 0 : 1;
    }
  }

  /** The body has the text. */
  record Body(String text) implements SearchKey {
    @Override
    public int reads() {
      return 1;
    }
  }

  /** Header or body have the text. */
  record Text(String text) implements SearchKey {
    @Override
    public int reads() {
      return 1;
    }
  }

  /** The content's id. RFC 8474 §6. */
  record EmailId(String id) implements SearchKey {}

  /** The thread's id. RFC 8474 §6. */
  record ThreadId(String id) implements SearchKey {}

  /** What the filter of this name says, which takes its place first. RFC 5466 §3.1. */
  record Filter(String name) implements SearchKey {
    @Override
    public boolean usesFilter() {
      return true;
    }

    @Override
    public boolean usesFuzzy() {
      return true; // perhaps: that is in the filter
    }
  }

  /** Not this. */
  record Not(SearchKey key) implements SearchKey {
    @Override
    public int size() {
      return key.size();
    }

    @Override
    public int reads() {
      return key.reads();
    }

    @Override
    public SearchKey knowing(UidSet recent) {
      return new Not(key.knowing(recent));
    }

    @Override
    public boolean usesModSeq() {
      return key.usesModSeq();
    }

    @Override
    public boolean usesNumbers() {
      return key.usesNumbers();
    }

    @Override
    public boolean usesFuzzy() {
      return key.usesFuzzy();
    }

    @Override
    public boolean usesFilter() {
      return key.usesFilter();
    }
  }

  /** Something like this. RFC 6203 §3. */
  record Fuzzy(SearchKey key) implements SearchKey {
    @Override
    public int size() {
      return key.size();
    }

    @Override
    public int reads() {
      return key.reads();
    }

    @Override
    public SearchKey knowing(UidSet recent) {
      return new Fuzzy(key.knowing(recent));
    }

    @Override
    public boolean usesModSeq() {
      return key.usesModSeq();
    }

    @Override
    public boolean usesNumbers() {
      return key.usesNumbers();
    }

    @Override
    public boolean usesFuzzy() {
      return true;
    }

    @Override
    public boolean usesFilter() {
      return key.usesFilter();
    }
  }

  /** One or both. */
  record Or(SearchKey first, SearchKey second) implements SearchKey {
    @Override
    public int size() {
      return first.size() + second.size();
    }

    @Override
    public int reads() {
      return first.reads() + second.reads();
    }

    @Override
    public SearchKey knowing(UidSet recent) {
      return new Or(first.knowing(recent), second.knowing(recent));
    }

    @Override
    public boolean usesModSeq() {
      return first.usesModSeq() || second.usesModSeq();
    }

    @Override
    public boolean usesNumbers() {
      return first.usesNumbers() || second.usesNumbers();
    }

    @Override
    public boolean usesFuzzy() {
      return first.usesFuzzy() || second.usesFuzzy();
    }

    @Override
    public boolean usesFilter() {
      return first.usesFilter() || second.usesFilter();
    }
  }

  /** All of these. */
  record And(List<SearchKey> keys) implements SearchKey {
    public And {
      keys = List.copyOf(keys);
    }

    @Override
    public int size() {
      return keys.stream().mapToInt(SearchKey::size).sum();
    }

    @Override
    public int reads() {
      return keys.stream().mapToInt(SearchKey::reads).sum();
    }

    @Override
    public SearchKey knowing(UidSet recent) {
      return new And(keys.stream().map(key -> key.knowing(recent)).toList());
    }

    @Override
    public boolean usesModSeq() {
      return keys.stream().anyMatch(SearchKey::usesModSeq);
    }

    @Override
    public boolean usesNumbers() {
      return keys.stream().anyMatch(SearchKey::usesNumbers);
    }

    @Override
    public boolean usesFuzzy() {
      return keys.stream().anyMatch(SearchKey::usesFuzzy);
    }

    @Override
    public boolean usesFilter() {
      return keys.stream().anyMatch(SearchKey::usesFilter);
    }
  }

  /** Which date. */
  enum DateOf {
    /** When the message was received. */
    INTERNAL,
    /** When the message came to this mailbox. RFC 8514. */
    SAVED,
    /** The Date field. */
    SENT
  }

  /** How the date stands to the day. */
  enum Relation {
    /** Earlier than the day. */
    BEFORE,
    /** On the day. */
    ON,
    /** On the day or later. */
    SINCE
  }
}
