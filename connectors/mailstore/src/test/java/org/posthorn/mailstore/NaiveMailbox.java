package org.posthorn.mailstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@link MailboxView} promises, in the plainest way: a map that is copied at each change. */
record NaiveMailbox(TreeMap<Long, Message> messages, long uidNext, long modSeq) {

  record Message(Set<String> flags, long modSeq, int size, long date, long saved, long content) {}

  static NaiveMailbox empty() {
    return new NaiveMailbox(new TreeMap<>(), 1, 1);
  }

  /** All flags in lower case, as one set. */
  static Set<String> names(Flags flags) {
    Set<String> names = new TreeSet<>();
    for (int bit = 0; bit < Flags.SYSTEM.size(); bit++) {
      if ((flags.system() & 1 << bit) != 0) {
        names.add(Flags.SYSTEM.get(bit));
      }
    }
    flags.keywords().forEach(keyword -> names.add(keyword.toLowerCase(Locale.ROOT)));
    return names;
  }

  NaiveMailbox after(MailboxChange change) {
    TreeMap<Long, Message> next = new TreeMap<>(messages);
    long uid = uidNext;
    if (change instanceof MailboxChange.Added added) {
      for (MailboxChange.Message m : added.messages()) {
        next.put(
            m.uid(),
            new Message(
                names(m.flags()),
                added.modSeq(),
                m.size(),
                m.internalDate(),
                m.saveDate(),
                m.contentId()));
        uid = m.uid() + 1;
      }
    } else if (change instanceof MailboxChange.Flagged flagged) {
      next.replaceAll(
          (u, m) ->
              flagged.uids().contains(u)
                  ? new Message(
                      after(m.flags(), flagged.change()),
                      flagged.modSeq(),
                      m.size(),
                      m.date(),
                      m.saved(),
                      m.content())
                  : m);
    } else if (change instanceof MailboxChange.Expunged expunged) {
      next.keySet().removeIf(expunged.uids()::contains);
    }
    return new NaiveMailbox(next, uid, change.modSeq());
  }

  private static Set<String> after(Set<String> before, FlagChange change) {
    Set<String> names = names(change.flags());
    Set<String> after = new TreeSet<>(before);
    switch (change.operation()) {
      case ADD -> after.addAll(names);
      case REMOVE -> after.removeAll(names);
      case REPLACE -> after = names;
    }
    return after;
  }

  /** The later state, with what is gone there as it was here. */
  NaiveMailbox keepingExpunged(NaiveMailbox later) {
    TreeMap<Long, Message> both = new TreeMap<>(messages);
    both.putAll(later.messages);
    return new NaiveMailbox(both, later.uidNext, later.modSeq);
  }

  List<Long> uids() {
    return new ArrayList<>(messages.keySet());
  }
}
