package org.posthorn.mailboxes.entity;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxChange;

/** The form of a change in the log. The first octet of a body is the version of the form. */
final class ChangeCodec {
  private static final int VERSION = 1;
  static final short ADDED = 1;
  private static final short FLAGGED = 2;
  private static final short EXPUNGED = 3;

  private ChangeCodec() {}

  static short kind(MailboxChange change) {
    if (change instanceof MailboxChange.Added) {
      return ADDED;
    }
    return change instanceof MailboxChange.Flagged ? FLAGGED : EXPUNGED;
  }

  static byte[] encode(MailboxChange change) {
    Columns out = new Columns();
    out.put(VERSION);
    if (change instanceof MailboxChange.Added added) {
      encode(added, out);
    } else if (change instanceof MailboxChange.Flagged flagged) {
      out.put(flagged.change().operation().name());
      encode(flagged.change().flags(), out);
      out.put(flagged.uids());
    } else if (change instanceof MailboxChange.Expunged expunged) {
      out.put(expunged.uids());
    }
    return out.toArray();
  }

  private static void encode(MailboxChange.Added added, Columns out) {
    out.put(added.messages().size());
    long uid = 0;
    long date = 0;
    long content = 0;
    for (MailboxChange.Message m : added.messages()) {
      out.put(m.uid() - uid);
      encode(m.flags(), out);
      out.put(m.size());
      out.putSigned(m.internalDate() - date);
      out.putSigned(m.saveDate() - m.internalDate());
      out.putSigned(m.contentId() - content);
      uid = m.uid();
      date = m.internalDate();
      content = m.contentId();
    }
  }

  private static void encode(Flags flags, Columns out) {
    out.put(flags.system());
    out.put(flags.keywords());
  }

  /** Reads a row of the log. */
  static MailboxChange decode(long modSeq, int kind, byte[] body) {
    Columns in = new Columns(body);
    if (in.get() != VERSION) {
      throw new IllegalStateException("the log was written by a newer version");
    }
    return switch (kind) {
      case ADDED -> new MailboxChange.Added(modSeq, messages(in));
      case FLAGGED -> {
        FlagChange.Operation operation = FlagChange.Operation.valueOf(in.getText());
        FlagChange change = new FlagChange(operation, flags(in));
        yield new MailboxChange.Flagged(modSeq, in.getUids(), change);
      }
      case EXPUNGED -> new MailboxChange.Expunged(modSeq, in.getUids());
      default -> throw new IllegalStateException("kind " + kind + " of a change is unknown");
    };
  }

  private static List<MailboxChange.Message> messages(Columns in) {
    int size = (int) in.get();
    List<MailboxChange.Message> messages = new ArrayList<>(size);
    long uid = 0;
    long date = 0;
    long content = 0;
    for (int i = 0; i < size; i++) {
      uid += in.get();
      Flags flags = flags(in);
      int octets = (int) in.get();
      date += in.getSigned();
      long saved = date + in.getSigned();
      content += in.getSigned();
      messages.add(new MailboxChange.Message(uid, flags, octets, date, saved, content));
    }
    return messages;
  }

  private static Flags flags(Columns in) {
    int system = (int) in.get();
    List<String> keywords = in.getTexts();
    return system == 0 && keywords.isEmpty() ? Flags.NONE : new Flags(system, keywords);
  }
}
