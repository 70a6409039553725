package org.posthorn.mailboxes.entity;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.posthorn.mailstore.FlagBits;
import org.posthorn.mailstore.Keywords;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;

/**
 * The form of a snapshot: differences to the message before, so that most numbers take one octet.
 */
final class SnapshotCodec {
  private static final int NARROW = 1; // one word of flags for each message

  private static final int WIDE = 2; // and then how many more, and these

  private SnapshotCodec() {}

  static byte[] encode(MailboxView view) {
    Columns out = new Columns();
    boolean wide = view.keywords().names().size() > FlagBits.FIRST_KEYWORDS;
    out.put(wide ? WIDE : NARROW);
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
      if (wide) {
        putWords(cursor.bits(), out);
      }
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

  private static void putWords(FlagBits flags, Columns out) {
    out.put(flags.words());
    for (int i = 0; i < flags.words(); i++) {
      out.put(flags.word(i));
    }
  }

  private static boolean wide(Columns in) {
    long version = in.get();
    if (version != NARROW && version != WIDE) {
      throw new IllegalStateException("the snapshot was written by a newer version");
    }
    return version == WIDE;
  }

  static MailboxView decode(long mailboxId, long uidValidity, long modSeq, byte[] body) {
    Columns in = new Columns(body);
    boolean wide = wide(in);
    long uidNext = in.get();
    Keywords keywords = new Keywords(in.getTexts());
    int size = (int) in.get();
    return MailboxView.restoring(mailboxId, uidValidity, uidNext, modSeq, keywords)
        .restored(() -> new Messages(in, size, wide));
  }

  /** The messages alone. */
  static Iterator<MailboxView.RestoredMessage> messages(byte[] body) {
    Columns in = new Columns(body);
    boolean wide = wide(in);
    in.get();
    in.getTexts();
    return new Messages(in, (int) in.get(), wide);
  }

  /** Reads one message after the other. */
  private static final class Messages implements Iterator<MailboxView.RestoredMessage> {
    private final Columns in;
    private final boolean wide;
    private int left;
    private long uid;
    private long modSeq;
    private long date;
    private long content;

    Messages(Columns in, int size, boolean wide) {
      this.in = in;
      this.wide = wide;
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
      long first = in.get();
      FlagBits flags = FlagBits.of(first, wide ? (int) in.get() : 0, in::get);
      modSeq += in.getSigned();
      int octets = (int) in.get();
      date += in.getSigned();
      long saved = date + in.getSigned();
      content += in.getSigned();
      return new MailboxView.RestoredMessage(uid, flags, modSeq, octets, date, saved, content);
    }
  }
}
