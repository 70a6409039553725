package org.posthorn.mailstore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Flags by name: the system flags as bits and the keywords as they are spelled. Keywords are
 * compared without regard to case (RFC 9051 §2.3.2); {@code \Recent} is not stored.
 *
 * @param system bits {@link #SEEN} to {@link #DRAFT}
 * @param keywords without repetition
 */
public record Flags(int system, List<String> keywords) {

  /** Bit of {@code \Seen}. */
  public static final int SEEN = 1;

  /** Bit of {@code \Answered}. */
  public static final int ANSWERED = 2;

  /** Bit of {@code \Flagged}. */
  public static final int FLAGGED = 4;

  /** Bit of {@code \Deleted}. */
  public static final int DELETED = 8;

  /** Bit of {@code \Draft}. */
  public static final int DRAFT = 16;

  /** The system flags by bit number. */
  public static final List<String> SYSTEM =
      List.of("\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft");

  /** No flag. */
  public static final Flags NONE = new Flags(0, List.of());

  public Flags {
    keywords = List.copyOf(keywords);
  }

  /** Sorts names into system flags and keywords; unknown names with a backslash are left out. */
  public static Flags of(Collection<String> names) {
    int bits = 0;
    List<String> keywords = new ArrayList<>();
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : names) {
      int bit = systemBit(name);
      if (bit != 0) {
        bits |= bit;
      } else if (!name.startsWith("\\") && known.add(name)) {
        keywords.add(name);
      }
    }
    return new Flags(bits, keywords);
  }

  /** The bit of a system flag in any case; 0 when the name is none. */
  public static int systemBit(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "\\seen" -> SEEN;
      case "\\answered" -> ANSWERED;
      case "\\flagged" -> FLAGGED;
      case "\\deleted" -> DELETED;
      case "\\draft" -> DRAFT;
      default -> 0;
    };
  }
}
