package org.posthorn.mailstore.sort;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mime.MessageFacts;

/**
 * By what one message is sorted, to find its place among others that are sorted already: the same
 * order as that of {@link SortKeys}. Knows no RELEVANCY. RFC 5256 §3.
 */
public final class MessageKey {
  private final List<SortCriterion> criteria;
  private final long[] numbers;
  private final String[] texts;
  private final int index;

  /** The key of a message; its facts may be left out when the criteria need none. */
  public MessageKey(
      List<SortCriterion> criteria, MailboxCursor message, Optional<MessageFacts> facts) {
    this.criteria = criteria;
    this.numbers = new long[criteria.size()];
    this.texts = new String[criteria.size()];
    this.index = message.index();
    for (int i = 0; i < numbers.length; i++) {
      SortKey key = criteria.get(i).key();
      switch (key) {
        case ARRIVAL, SIZE, DATE -> {
          numbers[i] = SortKeys.number(key, message, facts);
          texts[i] = "";
        }
        default -> texts[i] = SortKeys.text(key, facts);
      }
    }
  }

  /** Index of the message in its view. */
  public int index() {
    return index;
  }

  /** Below 0 when this message comes first; of the same view, never 0 for another message. */
  public int compare(MessageKey other) {
    for (int i = 0; i < numbers.length; i++) {
      int order = Long.compare(numbers[i], other.numbers[i]);
      order = order != 0 ? order : Casemap.ORDER.compare(texts[i], other.texts[i]);
      if (order != 0) {
        return criteria.get(i).descending() ? -order : order;
      }
    }
    return Integer.compare(index, other.index);
  }
}
