package org.posthorn.mailboxes.entity;

import java.util.Arrays;
import java.util.Iterator;
import java.util.function.LongConsumer;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxView;

/** The contents of the messages of one mailbox, from its rows; flags are passed over. */
public final class MessageContents {
  private long[] uids = new long[64];
  private long[] contents = new long[64];
  private int count;
  private final UidSet.Builder expunged = UidSet.builder();

  /** Its snapshot. */
  public void snapshot(byte[] body) {
    Iterator<MailboxView.RestoredMessage> messages = SnapshotCodec.messages(body);
    while (messages.hasNext()) {
      MailboxView.RestoredMessage message = messages.next();
      add(message.uid(), message.contentId());
    }
  }

  /** A row of its log that the snapshot does not cover. */
  public void change(long modSeq, int kind, byte[] body) {
    MailboxChange change = ChangeCodec.decode(modSeq, kind, body);
    if (change instanceof MailboxChange.Added added) {
      added.messages().forEach(message -> add(message.uid(), message.contentId()));
    } else if (change instanceof MailboxChange.Expunged gone) {
      for (int r = 0; r < gone.uids().ranges(); r++) {
        expunged.add(gone.uids().first(r), gone.uids().last(r));
      }
    }
  }

  /** A part of a parcel that came by a row of its log. */
  public void part(ParcelRow row, byte[] body) {
    ParcelPart.arrived(body, row.firstUid(), 0)
        .messages()
        .forEach(message -> add(message.uid(), message.contentId()));
  }

  private void add(long uid, long content) {
    if (count == uids.length) {
      uids = Arrays.copyOf(uids, count * 2);
      contents = Arrays.copyOf(contents, count * 2);
    }
    uids[count] = uid;
    contents[count++] = content;
  }

  /** Hears of messages. */
  public interface Visit {
    /** A message. */
    void see(long uid, long contentId);
  }

  /** Tells the content ids of what is there. */
  public void tell(LongConsumer ids) {
    visit((uid, content) -> ids.accept(content));
  }

  /** Shows the messages that are there. UIDs are never given twice. RFC 9051 §2.3.1.1. */
  public void visit(Visit visit) {
    UidSet gone = expunged.build();
    for (int i = 0; i < count; i++) {
      if (gone.isEmpty() || !gone.contains(uids[i])) {
        visit.see(uids[i], contents[i]);
      }
    }
  }
}
