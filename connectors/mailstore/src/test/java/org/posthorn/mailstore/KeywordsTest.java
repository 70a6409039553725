package org.posthorn.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.FlagChange.Operation;

/** Many keywords, and places that are used again. */
class KeywordsTest {
  private static final List<String> ALL =
      IntStream.range(0, Keywords.MAX).mapToObj(i -> "k" + i).toList();

  private static MailboxView with(MailboxView view, List<String> keywords) {
    MailboxChange.Message message =
        new MailboxChange.Message(view.uidNext(), new Flags(Flags.SEEN, keywords), 1, 0, 0, 1);
    return view.after(new MailboxChange.Added(view.highestModSeq() + 1, List.of(message)));
  }

  private static MailboxView flagged(MailboxView view, long uid, Operation how, String keyword) {
    FlagChange change = new FlagChange(how, new Flags(0, List.of(keyword)));
    return view.after(new MailboxChange.Flagged(view.highestModSeq() + 1, UidSet.of(uid), change));
  }

  private static MailboxView expunged(MailboxView view, long uid) {
    return view.after(new MailboxChange.Expunged(view.highestModSeq() + 1, UidSet.of(uid)));
  }

  private static List<String> keywords(MailboxView view, int index) {
    return view.keywords().flags(view.flags(index)).keywords();
  }

  private static MailboxView full() {
    MailboxView view = MailboxView.empty(1, 1);
    for (String keyword : ALL) {
      view = with(view, List.of(keyword));
    }
    return view;
  }

  @Test
  void oneMessageCanHaveAThousand() {
    MailboxView view = with(with(MailboxView.empty(1, 1), List.of()), ALL);
    assertThat(keywords(view, 1)).isEqualTo(ALL);
    assertThat(keywords(view, 0)).isEmpty();
    view = flagged(view, 2, Operation.REMOVE, "K999");
    view = flagged(view, 1, Operation.ADD, "k998");
    assertThat(keywords(view, 1)).hasSize(999).doesNotContain("k999");
    assertThat(keywords(view, 0)).containsExactly("k998");
    view = flagged(view, 2, Operation.REPLACE, "k58");
    assertThat(keywords(view, 1)).containsExactly("k58");
    assertThat(keywords(view, 0)).containsExactly("k998");
  }

  @Test
  void aMessageIsTakenWithoutKeywordsThatHaveNoRoom() {
    MailboxView view = full();
    FlagChange more = new FlagChange(Operation.ADD, new Flags(0, List.of("k1", "more")));
    assertThat(view.bitsFor(more)).isEmpty();
    assertThat(view.hasRoomForKeyword()).isFalse();
    MailboxView after = with(view, List.of("more", "K1", "yet-more"));
    assertThat(keywords(after, Keywords.MAX)).containsExactly("k1");
    assertThat(after.keywords()).isSameAs(view.keywords());
  }

  @Test
  void whatNoMessageHasGivesItsPlace() {
    MailboxView view = flagged(expunged(full(), 8), 701, Operation.REMOVE, "k700");
    assertThat(view.hasRoomForKeyword()).isTrue();
    MailboxView after = with(view, List.of("one", "two", "three"));
    assertThat(keywords(after, after.size() - 1)).containsExactly("one", "two");
    assertThat(after.keywords().indexOf("k7")).isNegative();
    assertThat(after.keywords().indexOf("one")).isEqualTo(7);
    assertThat(after.keywords().indexOf("TWO")).isEqualTo(700);
    assertThat(after.hasRoomForKeyword()).isFalse();
    assertThat(keywords(view, 0)).containsExactly("k0");
    assertThat(view.keywords().indexOf("k7")).as("the earlier view").isEqualTo(7);
  }

  @Test
  void whatAChangeBringsDoesNotLoseItsPlaceToTheSameChange() {
    MailboxView view = expunged(expunged(full(), 8), 9);
    MailboxView after = with(view, List.of("k7", "new", "newer"));
    assertThat(keywords(after, after.size() - 1)).containsExactly("k7", "new");
  }

  @Test
  void aRemovedKeywordNeedsNoPlace() {
    MailboxView view = with(MailboxView.empty(1, 1), List.of());
    assertThat(flagged(view, 1, Operation.REMOVE, "unknown").keywords().names()).isEmpty();
  }

  @Test
  void whoStillSeesAnExpungedMessageDoesNotSeeTheNewKeywordOnIt() { // RFC 9051 §7.5.1
    MailboxView view = full();
    MailboxView later = with(expunged(view, 8), List.of("new"));
    MailboxView kept = view.keepingExpunged(later);
    assertThat(keywords(kept, 7)).isEmpty();
    assertThat(keywords(kept, 6)).containsExactly("k6");
    assertThat(keywords(kept, kept.size() - 1)).containsExactly("new");
  }

  @Test
  void internalDatesOfAnyTimeAreKept() { // RFC 9051 §2.3.3
    MailboxView view = MailboxView.empty(1, 1);
    long[] dates = {1_700_000_000L, -2_208_988_800L, 253_402_300_799L, 0, 5_000_000_000L, 1};
    for (long date : dates) {
      MailboxChange.Message message =
          new MailboxChange.Message(view.uidNext(), Flags.NONE, 1, date, 1, 1);
      view = view.after(new MailboxChange.Added(view.highestModSeq() + 1, List.of(message)));
    }
    view = flagged(expunged(view, 1), 2, Operation.ADD, "a");
    MailboxCursor cursor = view.cursor(0);
    for (int i = 1; i < dates.length; i++) {
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.internalDate()).isEqualTo(dates[i]);
    }
  }
}
