package org.posthorn.mailstore.sort;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MessageFacts;

/** Sorts a large mailbox whose facts are at hand. */
class SortScaleTest {
  private static final int MANY = 100_000;
  private static final int DIFFERENT = 1_000;

  private final MailboxView view = view();
  private final List<MessageFacts> facts = facts();

  private static MailboxView view() {
    List<MailboxChange.Message> messages = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      messages.add(
          new MailboxChange.Message(i + 1L, new Flags(0, List.of()), i % 777, MANY - i, 1, i + 1L));
    }
    return MailboxView.empty(1, 1).after(new MailboxChange.Added(2, messages));
  }

  private static List<MessageFacts> facts() {
    List<MessageFacts> facts = new ArrayList<>();
    for (int i = 0; i < DIFFERENT; i++) {
      FactsReader reader = new FactsReader();
      String header =
          "From: Ann %d <ann%d@a.test>\r\nSubject: Re: [list] About %d\r\n".formatted(i, i, i)
              + "Date: 15 Nov 2023 08:%02d:%02d +0100\r\n\r\n".formatted(i / 60, i % 60);
      reader.feed(ByteBuffer.wrap(header.getBytes(US_ASCII)));
      facts.add(reader.finish());
    }
    return facts;
  }

  private int[] sorted(SortCriterion... criteria) {
    long best = Long.MAX_VALUE;
    int[] order = new int[0];
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      SortKeys keys = new SortKeys(List.of(criteria), MANY);
      MailboxCursor message = view.cursor(0);
      while (message.next()) {
        keys.add(message, Optional.of(facts.get((int) (message.uid() * 7 % DIFFERENT))));
      }
      order = keys.order();
      best = Math.min(best, System.nanoTime() - start);
    }
    System.Logger log = System.getLogger(getClass().getName());
    log.log(System.Logger.Level.INFO, "sorting 100,000 by {0}: {1} us", criteria[0], best / 1_000);
    assertThat(best).isLessThan(5_000_000_000L);
    assertThat(order).hasSize(MANY).doesNotHaveDuplicates();
    return order;
  }

  private static SortCriterion by(SortKey key, boolean descending) {
    return new SortCriterion(key, descending);
  }

  @Test
  void arrivalIsReversed() {
    int[] order = sorted(by(SortKey.ARRIVAL, false));
    assertThat(order[0]).isEqualTo(MANY - 1);
    assertThat(order[MANY - 1]).isZero();
  }

  @Test
  void equalDatesKeepTheOrderOfTheMailbox() {
    int[] order = sorted(by(SortKey.DATE, true));
    for (int i = 1; i < MANY; i++) {
      int before = (order[i - 1] + 1) * 7 % DIFFERENT;
      int here = (order[i] + 1) * 7 % DIFFERENT;
      assertThat(before > here || before == here && order[i - 1] < order[i]).isTrue();
    }
  }

  @Test
  void manyCriteriaAreTakenTogether() {
    int[] order =
        sorted(
            by(SortKey.SUBJECT, false),
            by(SortKey.FROM, true),
            by(SortKey.DATE, false),
            by(SortKey.SIZE, true),
            by(SortKey.ARRIVAL, true),
            by(SortKey.DISPLAYFROM, false));
    for (int i = 1; i < MANY; i++) {
      String before = Integer.toString((order[i - 1] + 1) * 7 % DIFFERENT);
      String here = Integer.toString((order[i] + 1) * 7 % DIFFERENT);
      int sizes = order[i - 1] % 777 - order[i] % 777;
      assertThat(
              before.compareTo(here) < 0
                  || before.equals(here) && (sizes > 0 || sizes == 0 && order[i - 1] < order[i]))
          .isTrue();
    }
  }
}
