package org.posthorn.webapi.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.ChangedMailbox;
import org.posthorn.mailstore.ChangedMailboxes;

/** What an application hears of changes. */
class ChangeListTest {
  private final SampleMailboxes mail = new SampleMailboxes();

  private void changed(long state, long... mailboxes) {
    mail.changed =
        new ChangedMailboxes(
            state,
            LongStream.of(mailboxes).mapToObj(id -> new ChangedMailbox(id, 0, true)).toList());
  }

  private ChangeList since(String state) {
    return ChangeList.since(mail.store(), ChangePosition.of(state).orElseThrow());
  }

  @Test
  void manyChangesAreToldOneAfterTheOtherAndNoneIsLost() {
    mail.with(1, "INBOX", new long[1_700]).with(2, "Work", new long[900]);
    changed(7, 1, 2);
    List<String> told = new ArrayList<>();
    ChangeList part = since("3");
    assertThat(part.more()).isTrue();
    assertThat(part.changed()).hasSize(ChangeList.MOST);
    changed(9, 1, 2); // more happens meanwhile
    for (int i = 0; i < 10 && part.more(); i++) {
      part.changed().forEach(each -> told.add(each.mailbox() + each.uid()));
      part = since(part.state());
    }
    part.changed().forEach(each -> told.add(each.mailbox() + each.uid()));
    assertThat(told).hasSize(2_600).doesNotHaveDuplicates();
    assertThat(part.state()).isEqualTo("7"); // so that what happened meanwhile is told next
  }

  @Test
  void whatWentIsTold() {
    mail.with(1, "INBOX", 1);
    mail.expunged = UidSet.range(3, 5);
    changed(7, 1, 2);
    assertThat(since("3").removed())
        .containsExactly(
            new ChangeList.Removal("1", Optional.of("INBOX"), Optional.of("3:5")),
            new ChangeList.Removal("2", Optional.empty(), Optional.empty()));
  }

  @Test
  void statesAreReadAsTheyWereWritten() {
    for (String state : List.of("0", "17", "3-7-1-1000")) {
      assertThat(ChangePosition.of(state).orElseThrow().text()).isEqualTo(state);
    }
    for (String none : List.of("", "-1", "a", "1-2", "1-2-3", "1-2-3-4-5")) {
      assertThat(ChangePosition.of(none)).as(none).isEmpty();
    }
  }
}
