package org.posthorn.mailboxes.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;

/** Compares views message by message. */
final class SameViews {
  private SameViews() {}

  static void assertSame(MailboxView actual, MailboxView expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    assertThat(actual.uidNext()).isEqualTo(expected.uidNext());
    assertThat(actual.uidValidity()).isEqualTo(expected.uidValidity());
    assertThat(actual.highestModSeq()).isEqualTo(expected.highestModSeq());
    assertThat(actual.unseen()).isEqualTo(expected.unseen());
    assertThat(actual.deleted()).isEqualTo(expected.deleted());
    assertThat(actual.octets()).isEqualTo(expected.octets());
    MailboxCursor a = actual.cursor(0);
    MailboxCursor e = expected.cursor(0);
    while (a.next() && e.next()) {
      assertThat(a.uid()).isEqualTo(e.uid());
      assertThat(a.modSeq()).isEqualTo(e.modSeq());
      assertThat(actual.keywords().flags(a.bits())).isEqualTo(expected.keywords().flags(e.bits()));
      assertThat(a.contentId()).isEqualTo(e.contentId());
      assertThat(a.octets()).isEqualTo(e.octets());
      assertThat(a.internalDate()).isEqualTo(e.internalDate());
      assertThat(a.saveDate()).isEqualTo(e.saveDate());
    }
  }
}
