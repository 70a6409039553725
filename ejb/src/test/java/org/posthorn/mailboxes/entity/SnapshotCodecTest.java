package org.posthorn.mailboxes.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;

class SnapshotCodecTest {
  private static final long YEAR_1900 = -2_208_988_800L;

  private static MailboxView view(int keywords) {
    MailboxView view = MailboxView.empty(7, 1000);
    for (int i = 0; i < keywords; i++) {
      List<String> some =
          IntStream.range(i, Math.min(keywords, i + 3)).mapToObj(k -> "k" + k).toList();
      MailboxChange.Message message =
          new MailboxChange.Message(i + 1, new Flags(i % 32, some), i, YEAR_1900 + i, i, i);
      view = view.after(new MailboxChange.Added(i + 2, List.of(message)));
    }
    return view;
  }

  private static void assertKept(MailboxView view) {
    byte[] body = SnapshotCodec.encode(view);
    MailboxView read = SnapshotCodec.decode(7, 1000, view.highestModSeq(), body);
    assertThat(read.keywords()).isEqualTo(view.keywords());
    MailboxCursor expected = view.cursor(0);
    MailboxCursor actual = read.cursor(0);
    while (expected.next()) {
      assertThat(actual.next()).isTrue();
      assertThat(actual.bits()).isEqualTo(expected.bits());
      assertThat(actual.internalDate()).isEqualTo(expected.internalDate());
      assertThat(actual.saveDate()).isEqualTo(expected.saveDate());
      assertThat(actual.modSeq()).isEqualTo(expected.modSeq());
    }
    assertThat(actual.next()).isFalse();
  }

  @Test
  void keepsManyKeywordsAndDatesOfAnyTime() {
    assertKept(view(300));
  }

  @Test
  void fewKeywordsAreWrittenAsEarlierBuildsReadThem() {
    assertThat(SnapshotCodec.encode(view(59))[0]).isEqualTo((byte) 1);
    assertThat(SnapshotCodec.encode(view(60))[0]).isEqualTo((byte) 2);
    assertKept(view(59));
    assertKept(view(60));
  }

  @Test
  void readsWhatEarlierBuildsHaveWritten() {
    Columns old = new Columns();
    old.put(1);
    old.put(6);
    old.put(List.of("$Junk", "Work"));
    old.put(1);
    old.put(5);
    old.put(1 | 1 << 6);
    old.putSigned(3);
    old.put(100);
    old.putSigned(1_700_000_000L);
    old.putSigned(10);
    old.putSigned(77);
    MailboxView view = SnapshotCodec.decode(7, 1000, 9, old.toArray());
    assertThat(view.keywords().flags(view.flags(0)))
        .isEqualTo(new Flags(Flags.SEEN, List.of("Work")));
    assertThat(view.contentId(0)).isEqualTo(77);
  }
}
