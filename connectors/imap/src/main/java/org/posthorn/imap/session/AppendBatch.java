package org.posthorn.imap.session;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Authenticated.Append;

/**
 * APPENDs to one mailbox that a client sent without waiting: executed together, so that they cost
 * one commit.
 */
final class AppendBatch {
  private static final int MOST = 200;

  private final ImapSession session;
  private final Dispatcher dispatcher;
  private List<String> tags = List.of();
  private List<Append> commands = List.of();

  AppendBatch(ImapSession session, Dispatcher dispatcher) {
    this.session = session;
    this.dispatcher = dispatcher;
  }

  boolean isEmpty() {
    return commands.isEmpty();
  }

  /** Whether a command fits to those that are there. */
  boolean takes(Append command) {
    return commands.isEmpty()
        || commands.size() < MOST
            && commands.get(0).mailbox().equals(command.mailbox())
            && commands.get(0).replaced().isEmpty()
            && command.replaced().isEmpty();
  }

  void add(String tag, Append command) {
    if (commands.isEmpty()) {
      tags = new ArrayList<>(1);
      commands = new ArrayList<>(1);
    }
    tags.add(tag);
    commands.add(command);
  }

  /** Executes all; each gets its completion. */
  void execute(Answering answering) {
    List<Completion> completions = dispatcher.append(commands, session);
    for (int i = 0; i < tags.size(); i++) {
      answering.completeFreely(tags.get(i), completions.get(i));
    }
    clear();
  }

  /** All have failed. */
  void fail(Completion completion, Answering answering) {
    tags.forEach(tag -> answering.completeFreely(tag, completion));
    clear();
  }

  private void clear() {
    tags = List.of();
    commands = List.of();
  }
}
