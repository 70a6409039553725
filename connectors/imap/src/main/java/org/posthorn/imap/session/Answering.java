package org.posthorn.imap.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Dialogue;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.command.Authenticated;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.Selected;

/**
 * Brings the answer of a command to its end: the work that is left, then what is new in the
 * selected mailbox, then the tagged response. RFC 9051 §5.5.
 */
final class Answering {
  private final ImapSession session;
  private final Consumer<Completion> completed;
  private final Deque<Tagged> completions = new ArrayDeque<>(2);
  private Optional<Work> work = Optional.empty();
  private Optional<Dialogue> dialogue = Optional.empty();
  private Optional<Sync> sync = Optional.empty();
  private String tag = "*";
  private final ProgressResponse progress;
  private boolean expunges;
  private boolean byUid;
  private boolean selects;
  private boolean noticing;

  private record Tagged(String tag, Completion completion) {}

  /** Tells {@code completed} of each tagged response after it was written. */
  Answering(ImapSession session, Consumer<Completion> completed) {
    this.session = session;
    this.completed = completed;
    this.progress = new ProgressResponse(session);
  }

  /** A command was executed, or has begun to be. */
  void begin(String commandTag, Command command, Answer answer) {
    tag = commandTag;
    expunges = !(command instanceof Selected selected) || selected.mayTellExpunges();
    byUid = command instanceof Selected selected && selected.byUid();
    selects = command instanceof Authenticated.Select;
    if (command instanceof Command.Malformed && answer instanceof Completion completion) {
      refuse(tag, completion);
    } else {
      take(answer);
    }
  }

  private void take(Answer answer) {
    if (answer instanceof Work more) {
      work = Optional.of(more);
      progress.begin();
    } else if (answer instanceof Dialogue more) {
      dialogue = Optional.of(more);
      news();
    } else {
      complete(tag, (Completion) answer);
    }
  }

  /** A command ends; the client hears first what is new. */
  void complete(String commandTag, Completion completion) {
    completions.add(new Tagged(commandTag, completion));
    if (!selects) { // SELECT describes one state; what is new since then comes after it
      startSync(expunges, byUid);
    }
  }

  /** Several commands end that were no FETCH, STORE or SEARCH. */
  void completeFreely(String commandTag, Completion completion) {
    expunges = true;
    byUid = false;
    selects = false;
    complete(commandTag, completion);
  }

  /** A command was refused unread; a dialogue that goes on ends with it. */
  void refuse(String commandTag, Completion completion) {
    String answered = dialogue.isPresent() ? tag : commandTag;
    endDialogue();
    completions.add(new Tagged(answered, completion));
  }

  /** Whether the next line belongs to a dialogue. */
  boolean inDialogue() {
    return dialogue.isPresent();
  }

  /** The line that a dialogue waits for. */
  void line(String text, Function<Supplier<Answer>, Answer> guard) {
    dialogue.ifPresent(
        open -> {
          Answer answer = guard.apply(() -> open.line(text));
          if (answer != open) {
            endDialogue();
            take(answer);
          }
        });
  }

  private void endDialogue() {
    dialogue.ifPresent(Dialogue::ended);
    dialogue = Optional.empty();
  }

  /** Tells what is new to a client that idles, or waits for it between two commands. */
  void news() {
    boolean idles = dialogue.filter(Dialogue::tellsNews).isPresent();
    boolean waits = dialogue.isEmpty() && session.notices().isPresent() && done();
    if (sync.isEmpty() && (idles || waits)) {
      session.refreshRights();
      boolean expunges = idles || session.selectedEvents().atOnce();
      if (expunges || session.selected().filter(SelectedMailbox::hasOnlyExpunges).isEmpty()) {
        startSync(expunges, false);
      } else {
        noticing = true;
      }
    }
  }

  private void startSync(boolean mayExpunge, boolean uid) {
    if (session.closing()) {
      return; // after BYE there is no mailbox to tell of. RFC 9051 §3.4
    }
    session.tellMetadata();
    noticing = session.notices().isPresent();
    if (session.selected().filter(SelectedMailbox::isGone).isPresent()) {
      session.unselect();
      session.out().untagged("BYE The selected mailbox was deleted");
      session.logout();
    } else if (sync.isEmpty()) {
      session
          .selected()
          .filter(mailbox -> mailbox.hasNews(session.selectedEvents()))
          .ifPresent(mailbox -> sync = Optional.of(new Sync(mailbox, session, mayExpunge, uid)));
      session.selected().ifPresent(SelectedMailbox::takeDemand);
    }
  }

  /** Whether all that has begun was answered. */
  boolean done() {
    return work.isEmpty() && sync.isEmpty() && completions.isEmpty() && !noticing;
  }

  /** Goes on as far as the client reads. Answers whether the next command can be taken. */
  boolean proceed() {
    while (session.out().writable()) {
      if ((work.isPresent() || sync.isPresent() || noticing) && session.wire().turnOver()) {
        session.wire().passTurn(true); // others have their turn
        return false;
      }
      if (work.isPresent()) {
        Optional<Completion> end = work.get().step();
        progress.stepped(tag, work.get());
        if (end.isPresent()) {
          work = Optional.empty();
          complete(tag, end.get());
        }
      } else if (sync.isPresent()) {
        if (!sync.get().step()) {
          sync = Optional.empty();
          lookAgain();
        }
      } else if (noticing) {
        noticing = session.notices().filter(PendingNotifications::step).isPresent();
      } else if (!completions.isEmpty()) {
        Tagged next = completions.remove();
        next.completion().in(session.wire().peer().session()).write(next.tag(), session.out());
        completed.accept(next.completion());
      } else {
        return true;
      }
    }
    return false;
  }

  /** While an idling client was being told, more may have come, and nothing else would tell it. */
  private void lookAgain() {
    if (dialogue.filter(Dialogue::tellsNews).isPresent()) {
      news();
    }
  }

  /** What went on has failed. */
  void fail(Completion completion) {
    noticing = false;
    sync = Optional.empty();
    if (work.isPresent()) {
      work = Optional.empty();
      completions.add(new Tagged(tag, completion));
    }
  }

  /** The connection is gone. */
  void closed() {
    endDialogue();
    work.ifPresent(Work::abandoned);
    work = Optional.empty();
    sync = Optional.empty();
  }
}
