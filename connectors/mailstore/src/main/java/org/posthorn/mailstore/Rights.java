package org.posthorn.mailstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody may do with a mailbox: a set of {@link Right}. RFC 4314 §2.1.
 *
 * @param bits one for each right: {@link Right#bit()}
 */
public record Rights(int bits) {

  /** The owner's. */
  public static final Rights ALL = of(Right.values());

  /** Nobody's. */
  public static final Rights NONE = new Rights(0);

  /** Enough to hear that there is such a mailbox when something is refused. RFC 4314 §6. */
  private static final Rights SHOWN = of(Right.LOOKUP, Right.READ);

  private static final Rights CREATE = of(Right.CREATE, Right.DELETE);
  private static final Rights DELETE = of(Right.DELETE_MESSAGES, Right.EXPUNGE);

  /** One right. RFC 4314 §2.1. */
  public enum Right {
    /** To see that there is such a mailbox. */
    LOOKUP('l'),
    /** To read it. */
    READ('r'),
    /** To set and clear {@code \Seen}. */
    SEEN('s'),
    /** To set and clear flags but {@code \Seen} and {@code \Deleted}. */
    WRITE('w'),
    /** To add messages. */
    INSERT('i'),
    /** To send mail to it; means nothing to IMAP. */
    POST('p'),
    /** To create mailboxes below it. */
    CREATE('k'),
    /** To delete or rename it. */
    DELETE('x'),
    /** To set and clear {@code \Deleted}. */
    DELETE_MESSAGES('t'),
    /** To expunge messages. */
    EXPUNGE('e'),
    /** To read and change who may do what. */
    ADMINISTER('a');

    private final char letter;

    Right(char letter) {
      this.letter = letter;
    }

    /** Its bit: that of its letter in the alphabet. */
    public int bit() {
      return 1 << (letter - 'a');
    }

    /** Its letter. */
    public char letter() {
      return letter;
    }
  }

  /** Some rights. */
  public static Rights of(Right... rights) {
    int bits = 0;
    for (Right right : rights) {
      bits |= right.bit();
    }
    return new Rights(bits);
  }

  /**
   * Reads letters, each of any number of times; {@code c} and {@code d} of RFC 2086 stand for
   * {@code kx} and {@code te}. Empty when a letter names no right. RFC 4314 §2.1.1.
   */
  public static Optional<Rights> parse(String letters) {
    Rights rights = NONE;
    for (int i = 0; i < letters.length(); i++) {
      Rights named = named(letters.charAt(i));
      if (named.isEmpty()) {
        return Optional.empty();
      }
      rights = rights.plus(named);
    }
    return Optional.of(rights);
  }

  private static Rights named(char letter) {
    for (Right right : Right.values()) {
      if (right.letter == letter) {
        return of(right);
      }
    }
    return switch (letter) {
      case 'c' -> CREATE;
      case 'd' -> DELETE;
      default -> NONE;
    };
  }

  /**
   * What somebody with these rights hears when they are not enough: who can neither see nor read
   * the mailbox, that there is none. RFC 4314 §6.
   */
  public Outcome.Refusal refusal() {
    return hasAny(SHOWN) ? Outcome.Refusal.NOPERM : Outcome.Refusal.NONEXISTENT;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return bits == 0;
  }

  /** Whether a right is among these. */
  public boolean has(Right right) {
    return (bits & right.bit()) != 0;
  }

  /** Whether all of some rights are among these. */
  public boolean hasAll(Rights some) {
    return (bits & some.bits) == some.bits;
  }

  /** Whether any of some rights is among these. */
  public boolean hasAny(Rights some) {
    return (bits & some.bits) != 0;
  }

  /** These and others. */
  public Rights plus(Rights others) {
    return new Rights(bits | others.bits);
  }

  /** These without others. */
  public Rights minus(Rights others) {
    return new Rights(bits & ~others.bits);
  }

  /** Those of the flags that may be set and cleared. RFC 4314 §4. */
  public Flags settable(Flags flags) {
    boolean others = has(Right.WRITE);
    int system = flags.system() & settableSystem();
    return new Flags(system, others ? flags.keywords() : List.of());
  }

  /** The bits of the system flags that may be set and cleared. RFC 4314 §4. */
  public int settableSystem() {
    int all = (1 << Flags.SYSTEM.size()) - 1;
    return (has(Right.SEEN) ? Flags.SEEN : 0)
        | (has(Right.DELETE_MESSAGES) ? Flags.DELETED : 0)
        | (has(Right.WRITE) ? all & ~Flags.SEEN & ~Flags.DELETED : 0);
  }

  /** The letters, in one order. */
  public String letters() {
    StringBuilder letters = new StringBuilder();
    for (Right right : Right.values()) {
      if (has(right)) {
        letters.append(right.letter);
      }
    }
    return letters.toString();
  }

  /** The letters, one or two of RFC 2086 with them: {@code lrswikc}. RFC 4314 §2.1.1. */
  public String shown() {
    return String.join("", shownSingly());
  }

  /** The same, each by itself. */
  public List<String> shownSingly() {
    List<String> letters = new ArrayList<>();
    for (Right right : Right.values()) {
      if (has(right)) {
        letters.add(String.valueOf(right.letter));
      }
    }
    if (hasAny(CREATE)) {
      letters.add("c");
    }
    if (hasAny(DELETE)) {
      letters.add("d");
    }
    return letters;
  }

  @Override
  public String toString() {
    return letters();
  }
}
