package org.posthorn.imap.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.imap.command.Selected.Store;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.Permission;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.FlagChange.Operation;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.Keywords;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.Rights.Right;
import org.posthorn.mailstore.Stored;

/** Changes as many of the flags of a STORE as the user may change. RFC 4314 §4. */
final class Flagging {
  private Flagging() {}

  /** Changes them; refused when the user may change none of them. */
  static Outcome<Stored> store(
      Store command, UidSet uids, SelectedMailbox mailbox, ImapSession session) {
    FlagChange change = command.change();
    Rights rights = mailbox.rights();
    if (rights.equals(Rights.ALL)) {
      return session.endpoint().store(mailbox.id(), uids, change, command.unchangedSince());
    }
    Flags settable = rights.settable(change.flags());
    boolean none = settable.equals(Flags.NONE) && !change.flags().equals(Flags.NONE);
    if (none || !Permission.FLAG.isIn(rights)) {
      return Outcome.refused(Outcome.Refusal.NOPERM);
    }
    if (change.operation() != Operation.REPLACE) {
      FlagChange allowed = new FlagChange(change.operation(), settable);
      return session.endpoint().store(mailbox.id(), uids, allowed, command.unchangedSince());
    }
    return replace(command, uids, mailbox, session);
  }

  // The flags that the user may not change stay: what is not named goes first, what is named comes.
  private static Outcome<Stored> replace(
      Store command, UidSet uids, SelectedMailbox mailbox, ImapSession session) {
    Flags named = mailbox.rights().settable(command.change().flags());
    Outcome<Stored> first =
        session
            .endpoint()
            .store(
                mailbox.id(),
                uids,
                new FlagChange(Operation.REMOVE, others(named, mailbox)),
                command.unchangedSince());
    Optional<Stored> removed = first.result();
    if (removed.isEmpty()) {
      return first;
    }
    UidSet modified = removed.get().modified();
    UidSet rest = modified.isEmpty() ? uids : uids.minus(modified);
    Outcome<Stored> second =
        session
            .endpoint()
            .store(mailbox.id(), rest, new FlagChange(Operation.ADD, named), OptionalLong.empty());
    return second
        .result()
        .map(
            added ->
                Outcome.done(
                    new Stored(
                        removed.get().changed().union(added.changed()), modified, added.view())))
        .orElse(second);
  }

  private static Flags others(Flags named, SelectedMailbox mailbox) {
    Rights rights = mailbox.rights();
    List<String> keywords = new ArrayList<>();
    Keywords kept = new Keywords(named.keywords());
    if (rights.has(Right.WRITE)) {
      for (String keyword : mailbox.latest().keywords().names()) {
        if (kept.indexOf(keyword) < 0) {
          keywords.add(keyword);
        }
      }
    }
    return new Flags(rights.settableSystem() & ~named.system(), keywords);
  }
}
