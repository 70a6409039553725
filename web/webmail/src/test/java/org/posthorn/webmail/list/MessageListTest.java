package org.posthorn.webmail.list;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What "select all" means when the list has changed meanwhile. */
class MessageListTest {
  private static MessageList found(long[] mailboxes, long[] uids) {
    return MessageList.found("", mailboxes, uids, true);
  }

  @Test
  void allOfASearchIsWhatItHadWhenItWasSelected() {
    MessageList shown = found(new long[] {7, 3, 7}, new long[] {20, 5, 9});
    MessageList now = found(new long[] {7, 9, 3, 7, 3}, new long[] {21, 1, 5, 20, 6});
    assertThat(shown.within(shown.bounds())).hasToString("{3=5, 7=9,20}");
    assertThat(now.within(shown.bounds())).hasToString("{3=5, 7=20}");
  }

  @Test
  void nothingIsMeantWhereNothingWasSaid() {
    MessageList list = found(new long[] {7}, new long[] {20});
    assertThat(list.within("")).isEmpty();
    assertThat(list.within("7:,x:1,7:99999999999,-1:5,8:30")).isEmpty();
  }

  @Test
  void manyMessagesAreNamedByRanges() {
    long[] mailboxes = new long[100_000];
    long[] uids = new long[mailboxes.length];
    for (int i = 0; i < uids.length; i++) {
      mailboxes[i] = 4;
      uids[i] = 100_000L - i;
    }
    assertThat(found(mailboxes, uids).within("4:90000")).hasToString("{4=1:90000}");
  }
}
