package org.posthorn.mailboxes.boundary;

import java.util.Arrays;

/** Up to which change the log of each mailbox was read. Sixteen octets for each. */
final class LogPositions {
  private long[] mailboxes = new long[1024]; // ascending up to count
  private long[] modSeqs = new long[1024];
  private int count;

  /** Up to which change that of a mailbox was read; 0 when it was not. */
  long of(long mailbox) {
    int at = Arrays.binarySearch(mailboxes, 0, count, mailbox);
    return at < 0 ? 0 : modSeqs[at];
  }

  /** That of a mailbox was read. Cheap when mailboxes come in the order of their ids. */
  void read(long mailbox, long modSeq) {
    int at = Arrays.binarySearch(mailboxes, 0, count, mailbox);
    if (at < 0) {
      at = -at - 1;
      insert(at, mailbox);
    }
    modSeqs[at] = modSeq;
  }

  private void insert(int at, long mailbox) {
    if (count == mailboxes.length) {
      mailboxes = Arrays.copyOf(mailboxes, count * 2);
      modSeqs = Arrays.copyOf(modSeqs, count * 2);
    }
    System.arraycopy(mailboxes, at, mailboxes, at + 1, count - at);
    System.arraycopy(modSeqs, at, modSeqs, at + 1, count - at);
    mailboxes[at] = mailbox;
    count++;
  }
}
