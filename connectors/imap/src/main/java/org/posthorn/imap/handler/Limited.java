package org.posthorn.imap.handler;

import java.util.Optional;
import java.util.OptionalInt;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.command.PartialRange;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.kernel.UidSet;

/**
 * The messages that a command is about: all that it names, or the limit's number of those with the
 * highest UIDs, and then the client is told where it ended. RFC 9738 §3.1.
 *
 * @param code empty when the limit was not reached
 */
record Limited(UidSet uids, Optional<String> code) {

  /** As many as one command may be about. */
  static Limited of(UidSet named, ImapSession session) {
    return of(named, session.settings().limits().any());
  }

  /** As many as COPY may be about. */
  static Limited copied(UidSet named, ImapSession session) {
    return of(named, session.settings().limits().copied());
  }

  private static Limited of(UidSet named, int limit) {
    if (limit == 0 || named.size() <= limit) {
      return new Limited(named, Optional.empty());
    }
    UidSet highest = UidSetSlices.part(named, new PartialRange(-1, -limit));
    return new Limited(highest, Optional.of("MESSAGELIMIT " + limit + " " + highest.first(0)));
  }

  /** Whether there are more messages. */
  boolean reached() {
    return code.isPresent();
  }

  /** Says in a completion, or before one that says something else, where the command ended. */
  Completion tell(Completion done, ImapSession session) {
    if (code.isEmpty()) {
      return done;
    }
    if (done.succeeded() && done.code().isEmpty()) {
      return Completion.ok(code.get(), done.text());
    }
    session.out().untagged("NO [" + code.get() + "] There are more messages");
    return done;
  }

  /** Work whose completion says where it ended. */
  Work tell(Work work, ImapSession session) {
    return reached() ? new Told(work, this, session) : work;
  }

  private record Told(Work work, Limited limited, ImapSession session) implements Work {
    @Override
    public Optional<Completion> step() {
      return work.step().map(done -> limited.tell(done, session));
    }

    @Override
    public OptionalInt progress() {
      return work.progress();
    }
  }
}
