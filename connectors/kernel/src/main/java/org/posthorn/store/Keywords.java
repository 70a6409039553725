package org.posthorn.store;

import java.util.ArrayList;
import java.util.List;

/**
 * The keywords of one mailbox in the order in which they came; the n-th has bit {@code 5 + n} in a
 * message's flag bits. Only grows.
 */
public record Keywords(List<String> names) {

  /** The most keywords of a mailbox: what fits into 64 bits beside the system flags. */
  public static final int MAX = 64 - Flags.SYSTEM.size();

  /** No keyword yet. */
  public static final Keywords NONE = new Keywords(List.of());

  public Keywords {
    names = List.copyOf(names);
  }

  /** The bit of a keyword, without regard to case; 0 when the mailbox does not have it. */
  public long bit(String keyword) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(keyword)) {
        return 1L << (Flags.SYSTEM.size() + i);
      }
    }
    return 0;
  }

  /** These keywords and those of the flags. */
  public Keywords with(Flags flags) {
    List<String> all = new ArrayList<>(names);
    for (String keyword : flags.keywords()) {
      if (bit(keyword) == 0) {
        all.add(keyword);
      }
    }
    return all.size() == names.size() ? this : new Keywords(all);
  }

  /** Whether the mailbox has room for the keywords of the flags. */
  public boolean roomFor(Flags flags) {
    return flags.keywords().isEmpty() || with(flags).names.size() <= MAX;
  }

  /** The bits of flags; keywords that the mailbox does not have count as none. */
  public long bits(Flags flags) {
    long bits = flags.system();
    for (String keyword : flags.keywords()) {
      bits |= bit(keyword);
    }
    return bits;
  }

  /** The flags of bits. */
  public Flags flags(long bits) {
    List<String> keywords = new ArrayList<>();
    long rest = bits >>> Flags.SYSTEM.size();
    for (int i = 0; rest != 0; i++, rest >>>= 1) {
      if ((rest & 1) != 0) {
        keywords.add(names.get(i));
      }
    }
    return new Flags((int) bits & ((1 << Flags.SYSTEM.size()) - 1), keywords);
  }
}
