package org.posthorn.mailboxes.entity;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.posthorn.store.Keywords;
import org.posthorn.store.MailboxCursor;
import org.posthorn.store.MailboxView;

/**
 * The form of a snapshot: differences to the message before, so that most numbers take one octet.
 */
final class SnapshotCodec {
  private static final int VERSION = 1;

  private SnapshotCodec() {}

  static byte[] encode(MailboxView view) {
    Columns out = new Columns();
    out.put(VERSION);
    out.put(view.uidNext());
    out.put(view.keywords().names());
    out.put(view.size());
    long uid = 0;
    long modSeq = 0;
    long date = 0;
    long content = 0;
    MailboxCursor cursor = view.cursor(0);
    while (cursor.next()) {
      out.put(cursor.uid() - uid);
      out.put(cursor.flags());
      out.putSigned(cursor.modSeq() - modSeq);
      out.put(cursor.octets());
      out.putSigned(cursor.internalDate() - date);
      out.putSigned(cursor.saveDate() - cursor.internalDate());
      out.putSigned(cursor.contentId() - content);
      uid = cursor.uid();
      modSeq = cursor.modSeq();
      date = cursor.internalDate();
      content = cursor.contentId();
    }
    return out.toArray();
  }

  static MailboxView decode(long mailboxId, long uidValidity, long modSeq, byte[] body) {
    Columns in = new Columns(body);
    if (in.get() != VERSION) {
      throw new IllegalStateException("the snapshot was written by a newer version");
    }
    long uidNext = in.get();
    Keywords keywords = new Keywords(in.getTexts());
    int size = (int) in.get();
    return MailboxView.restoring(mailboxId, uidValidity, uidNext, modSeq, keywords)
        .restored(() -> new Messages(in, size));
  }

  /** The messages alone. */
  static Iterator<MailboxView.RestoredMessage> messages(byte[] body) {
    Columns in = new Columns(body);
    if (in.get() != VERSION) {
      throw new IllegalStateException("the snapshot was written by a newer version");
    }
    in.get();
    in.getTexts();
    return new Messages(in, (int) in.get());
  }

  /** Reads one message after the other. */
  private static final class Messages implements Iterator<MailboxView.RestoredMessage> {
    private final Columns in;
    private int left;
    private long uid;
    private long modSeq;
    private long date;
    private long content;

    Messages(Columns in, int size) {
      this.in = in;
      this.left = size;
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public MailboxView.RestoredMessage next() {
      if (left-- <= 0) {
        throw new NoSuchElementException();
      }
      uid += in.get();
      long flags = in.get();
      modSeq += in.getSigned();
      int octets = (int) in.get();
      date += in.getSigned();
      long saved = date + in.getSigned();
      content += in.getSigned();
      return new MailboxView.RestoredMessage(uid, flags, modSeq, octets, date, saved, content);
    }
  }
}
