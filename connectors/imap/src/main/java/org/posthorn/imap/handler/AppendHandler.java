package org.posthorn.imap.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.Append;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;

/** APPEND of one or several messages, all or none. RFC 9051 §6.3.12, RFC 3502. */
final class AppendHandler implements AuthenticatedHandler<Append> {
  @Override
  public Answer handle(Append command, long account, ImapSession session) {
    return together(List.of(command), session).get(0);
  }

  /** Executes commands to one mailbox by one call of the store, or one by one when that fails. */
  static List<Completion> together(List<Append> commands, ImapSession session) {
    Outcome<MailboxList.Mailbox> found = Targets.find(commands.get(0).mailbox(), session);
    if (found instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return commands.stream().map(c -> Refusals.target(refused.reason())).toList();
    }
    MailboxList.Mailbox target = found.result().orElseThrow();
    if (commands.get(0).replaced().isPresent()) {
      return List.of(Replacement.execute(commands.get(0), target, session));
    }
    Outcome<AddedMessages> outcome = append(target, commands, session);
    if (outcome instanceof Outcome.Refused<AddedMessages> refused) {
      return commands.size() == 1
          ? List.of(Refusals.target(refused.reason()))
          : commands.stream().map(c -> together(List.of(c), session).get(0)).toList();
    }
    return outcome.result().map(placed -> completions(commands, placed, session)).orElseThrow();
  }

  private static Outcome<AddedMessages> append(
      MailboxList.Mailbox target, List<Append> commands, ImapSession session) {
    List<NewMessage> messages = new ArrayList<>();
    commands.forEach(command -> messages.addAll(messages(command, session)));
    return session.store().messages().append(target.id(), messages);
  }

  /** What the store is given. */
  static List<NewMessage> messages(Append command, ImapSession session) {
    long now = session.clock().instant().getEpochSecond();
    return command.messages().stream()
        .map(m -> new NewMessage(m.content(), m.flags(), m.internalDate().orElse(now)))
        .toList();
  }

  // APPENDUID of each command: its part of the UIDs, which are in order. RFC 4315 §3
  private static List<Completion> completions(
      List<Append> commands, AddedMessages placed, ImapSession session) {
    Targets.placed(placed, session);
    PrimitiveIterator.OfLong uids = placed.target().iterator();
    List<Completion> completions = new ArrayList<>(commands.size());
    for (Append command : commands) {
      UidSet.Builder own = UidSet.builder();
      for (int i = 0; i < command.messages().size(); i++) {
        own.add(uids.nextLong());
      }
      completions.add(
          Completion.ok(
              "APPENDUID " + placed.uidValidity() + " " + own.build(), "APPEND completed"));
    }
    return completions;
  }
}
