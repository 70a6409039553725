package org.posthorn.mailstore.sort;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mime.Field;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.MessageFacts;

/**
 * Collects by what messages are to be sorted, and then sorts them. Keeps a few octets a message and
 * each different text once, in its first {@value #LONGEST} characters. RFC 5256 §3.
 */
public final class SortKeys {
  private static final Set<SortKey> IN_COLUMNS =
      EnumSet.of(SortKey.ARRIVAL, SortKey.SIZE, SortKey.RELEVANCY);
  private static final int LONGEST = 250;
  private static final long EARLIEST = -100_000_000_000L; // no year before 0, none after 9999
  private static final long LATEST = 300_000_000_000L;

  private final List<SortCriterion> criteria;
  private final long[][] values;
  private final TextRanks[] texts;
  private final IntUnaryOperator scores;
  private int count;

  /** For so many messages. */
  public SortKeys(List<SortCriterion> criteria, int messages) {
    this(criteria, messages, index -> 100);
  }

  /** For so many messages, which have scores of 1 to 100 by their index in the view. */
  public SortKeys(List<SortCriterion> criteria, int messages, IntUnaryOperator scores) {
    this.scores = scores;
    this.criteria = List.copyOf(criteria);
    this.values = new long[criteria.size()][messages];
    this.texts = new TextRanks[criteria.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = new TextRanks();
    }
  }

  /** Whether the facts of messages have to be got. */
  public boolean needFacts() {
    return needFacts(criteria);
  }

  /** Whether criteria look at the facts of messages. */
  public static boolean needFacts(List<SortCriterion> criteria) {
    return criteria.stream().map(SortCriterion::key).anyMatch(key -> !IN_COLUMNS.contains(key));
  }

  /** Takes the next message; its facts may be left out when they are not needed. */
  public void add(MailboxCursor message, Optional<MessageFacts> facts) {
    for (int i = 0; i < values.length; i++) {
      SortKey key = criteria.get(i).key();
      values[i][count] =
          switch (key) {
            case ARRIVAL, SIZE, DATE -> number(key, message, facts);
            case RELEVANCY -> 100 - scores.applyAsInt(message.index()); // the best first
            default -> texts[i].id(text(key, facts));
          };
    }
    count++;
  }

  /** What ARRIVAL, SIZE or DATE say of a message. */
  static long number(SortKey key, MailboxCursor message, Optional<MessageFacts> facts) {
    return switch (key) {
      case ARRIVAL -> message.internalDate();
      case SIZE -> message.octets();
      case DATE -> sentDate(message, facts);
      default -> throw new IllegalArgumentException(key.name());
    };
  }

  /** What one of the keys that are text says of a message, as it is compared. */
  static String text(SortKey key, Optional<MessageFacts> facts) {
    return cut(Casemap.key(facts.map(f -> text(key, f)).orElse("")));
  }

  /** The sent date in seconds since 1970. RFC 5256 §2.2. */
  public static long sentDate(MailboxCursor message, Optional<MessageFacts> facts) {
    long date = facts.map(MessageFacts::sentTime).orElseThrow().orElse(message.internalDate());
    return Math.max(EARLIEST, Math.min(date, LATEST));
  }

  /** The first characters, as many as are compared. */
  public static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private static String text(SortKey key, MessageFacts facts) {
    return switch (key) {
      case SUBJECT -> BaseSubject.of(facts.subject().orElse("")).text();
      case CC -> mailbox(facts, Field.CC);
      case FROM -> mailbox(facts, Field.FROM);
      case TO -> mailbox(facts, Field.TO);
      case DISPLAYFROM -> shown(facts, Field.FROM);
      case DISPLAYTO -> shown(facts, Field.TO);
      case ARRIVAL, DATE, RELEVANCY, SIZE -> throw new IllegalArgumentException(key.name());
    };
  }

  private static String mailbox(MessageFacts facts, Field field) {
    return facts.firstAddress(field).map(MailAddress::localPart).orElse("");
  }

  // RFC 5957 §3
  private static String shown(MessageFacts facts, Field field) {
    return facts
        .firstAddress(field)
        .map(address -> address.name().isEmpty() ? address.address() : address.name())
        .orElse("");
  }

  /** The messages in order: their places in the order in which they were added, from 0. */
  public int[] order() {
    Ordering ordering = new Ordering(count);
    for (int i = 0; i < values.length; i++) {
      texts[i].toRanks(values[i]);
      ordering.by(values[i], criteria.get(i).descending());
    }
    return ordering.places();
  }
}
