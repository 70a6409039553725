package org.posthorn.store;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What {@link MailboxView} promises, in the plainest way: a map that is copied at each change. */
record NaiveMailbox(TreeMap<Long, Message> messages, long uidNext, long modSeq, Keywords keywords) {

  record Message(long flags, long modSeq, int size, long date, long saved, long content) {}

  static NaiveMailbox empty() {
    return new NaiveMailbox(new TreeMap<>(), 1, 1, Keywords.NONE);
  }

  NaiveMailbox after(MailboxChange change) {
    TreeMap<Long, Message> next = new TreeMap<>(messages);
    Keywords known = keywords;
    long uid = uidNext;
    if (change instanceof MailboxChange.Added added) {
      for (MailboxChange.Message m : added.messages()) {
        known = known.with(m.flags());
        next.put(
            m.uid(),
            new Message(
                known.bits(m.flags()),
                added.modSeq(),
                m.size(),
                m.internalDate(),
                m.saveDate(),
                m.contentId()));
        uid = m.uid() + 1;
      }
    } else if (change instanceof MailboxChange.Flagged flagged) {
      known = known.with(flagged.change().flags());
      long bits = known.bits(flagged.change().flags());
      next.replaceAll(
          (u, m) ->
              flagged.uids().contains(u)
                  ? new Message(
                      flagged.change().applyTo(m.flags(), bits),
                      flagged.modSeq(),
                      m.size(),
                      m.date(),
                      m.saved(),
                      m.content())
                  : m);
    } else if (change instanceof MailboxChange.Expunged expunged) {
      next.keySet().removeIf(expunged.uids()::contains);
    }
    return new NaiveMailbox(next, uid, change.modSeq(), known);
  }

  /** The later state, with what is gone there as it was here. */
  NaiveMailbox keepingExpunged(NaiveMailbox later) {
    TreeMap<Long, Message> both = new TreeMap<>(messages);
    both.putAll(later.messages);
    return new NaiveMailbox(both, later.uidNext, later.modSeq, later.keywords);
  }

  List<Long> uids() {
    return new ArrayList<>(messages.keySet());
  }
}
