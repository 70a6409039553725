package org.posthorn.mailstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of one mailbox, each with the place that tells its bit in {@link FlagBits}. New ones
 * come at the end; when there are {@value #MAX}, they take the place of one that no message has.
 * Immutable.
 */
public final class Keywords {

  /** The most keywords of a mailbox. */
  public static final int MAX = 1000;

  /** No keyword yet. */
  public static final Keywords NONE = new Keywords(List.of());

  private static final int FEW = 8;

  private final List<String> names;
  private volatile @Nullable Map<String, Integer> places; // made when it is first asked for

  /** By their places. */
  public Keywords(List<String> names) {
    this.names = List.copyOf(names);
  }

  /** The names as they were spelled first, by place. */
  public List<String> names() {
    return names;
  }

  /** The place of a keyword, without regard to case; -1 when the mailbox does not have it. */
  public int indexOf(String keyword) {
    if (names.size() > FEW) {
      return places().getOrDefault(keyword.toLowerCase(Locale.ROOT), -1);
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(keyword)) {
        return i;
      }
    }
    return -1;
  }

  private Map<String, Integer> places() {
    Map<String, Integer> known = places;
    if (known == null) {
      known = new HashMap<>(names.size() * 2);
      for (int i = 0; i < names.size(); i++) {
        known.put(names.get(i).toLowerCase(Locale.ROOT), i);
      }
      places = known;
    }
    return known;
  }

  /** These and one more. */
  Keywords plus(String keyword) {
    List<String> all = new ArrayList<>(names);
    all.add(keyword);
    return new Keywords(all);
  }

  /** These with another one in a place. */
  Keywords with(int place, String keyword) {
    List<String> all = new ArrayList<>(names);
    all.set(place, keyword);
    return new Keywords(all);
  }

  /** Whether each of the earlier ones is here in the same place. */
  public boolean continues(Keywords earlier) {
    int before = earlier.names.size();
    return names.size() >= before && names.subList(0, before).equals(earlier.names);
  }

  /** Bits of those keywords that the other has in the same place. */
  FlagBits shared(Keywords other) {
    FlagBits bits = FlagBits.of((1L << Flags.SYSTEM.size()) - 1, FlagBits.NO_MORE);
    for (int i = 0; i < Math.min(names.size(), other.names.size()); i++) {
      bits = names.get(i).equals(other.names.get(i)) ? bits.with(i) : bits;
    }
    return bits;
  }

  /** The bits of flags; keywords that the mailbox does not have count as none. */
  public FlagBits bits(Flags flags) {
    FlagBits bits = FlagBits.of(flags.system(), FlagBits.NO_MORE);
    for (String keyword : flags.keywords()) {
      int place = indexOf(keyword);
      bits = place < 0 ? bits : bits.with(place);
    }
    return bits;
  }

  /** The flags of bits. */
  public Flags flags(FlagBits bits) {
    List<String> keywords = new ArrayList<>();
    add(bits.first() >>> Flags.SYSTEM.size(), 0, keywords);
    for (int i = 0; i < bits.words(); i++) {
      add(bits.word(i), FlagBits.FIRST_KEYWORDS + i * Long.SIZE, keywords);
    }
    return new Flags((int) bits.first() & ((1 << Flags.SYSTEM.size()) - 1), keywords);
  }

  /** Whether bits mean the same flags as others by other keywords. */
  boolean sameFlags(FlagBits bits, Keywords other, FlagBits otherBits) {
    Flags own = flags(bits);
    Flags others = other.flags(otherBits);
    return own.system() == others.system()
        && Set.copyOf(own.keywords()).equals(Set.copyOf(others.keywords()));
  }

  private void add(long word, int place, List<String> keywords) {
    for (long rest = word; rest != 0; rest &= rest - 1) {
      keywords.add(names.get(place + Long.numberOfTrailingZeros(rest)));
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Keywords that && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
