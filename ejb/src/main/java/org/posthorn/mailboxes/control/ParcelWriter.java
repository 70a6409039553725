package org.posthorn.mailboxes.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.entity.ParcelPart;
import org.posthorn.mailstore.FlagBits;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessageColumns;
import org.posthorn.mailstore.Rights;

/** Writes one parcel, part by part. */
final class ParcelWriter {
  private static final int PART = 8_192; // messages

  private final Consumer<ParcelPart> out;
  private final long id;
  private final MailboxView target;
  private final long now;
  private final NewMessageColumns.Builder arrivals;
  private final Map<FlagBits, Flags> flags = new HashMap<>(); // most messages have the same
  private final Map<FlagBits, FlagBits> bits = new HashMap<>();
  private List<MailboxChange.Message> part = new ArrayList<>();
  private int parts;
  private long uid;

  /**
   * Of a parcel to a mailbox.
   *
   * @param out takes each part in a transaction of its own
   */
  ParcelWriter(Consumer<ParcelPart> out, long id, MailboxView target, long now) {
    this.out = out;
    this.id = id;
    this.target = target;
    this.now = now;
    this.arrivals = new NewMessageColumns.Builder(target);
  }

  /** Writes messages that are all there. */
  Parcels.Parcel write(MailboxView source, UidSet uids, Rights rights) {
    for (int r = 0; r < uids.ranges(); r++) {
      MailboxCursor cursor = source.cursor(source.indexOf(uids.first(r)));
      while (cursor.next() && cursor.uid() <= uids.last(r)) {
        add(cursor, source, rights);
      }
    }
    if (!part.isEmpty()) {
      end();
    }
    return new Parcels.Parcel(id, parts, arrivals.build(), rights);
  }

  private void add(MailboxCursor message, MailboxView source, Rights rights) {
    FlagBits old = message.bits();
    Flags kept =
        flags.computeIfAbsent(
            old,
            known -> // RFC 4314 §4
            arrivals.fitting(rights.settable(source.keywords().flags(known))));
    FlagBits here = bits.computeIfAbsent(old, known -> arrivals.bits(kept));
    arrivals.add(here, message.octets(), message.internalDate(), now, message.contentId());
    part.add(
        new MailboxChange.Message(
            ++uid, kept, message.octets(), message.internalDate(), now, message.contentId()));
    if (part.size() == PART) {
      end();
    }
  }

  private void end() {
    out.accept(new ParcelPart(new ParcelPart.Key(id, ++parts), target.mailboxId(), now, part));
    part = new ArrayList<>(PART);
  }
}
