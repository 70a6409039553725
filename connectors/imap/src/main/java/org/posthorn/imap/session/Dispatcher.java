package org.posthorn.imap.session;

import java.util.List;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Authenticated;
import org.posthorn.imap.command.Command;

/** Finds the handler of a command, or says that it is not legal now. */
public interface Dispatcher {

  /** Executes a command, if the state of the session allows it. */
  Answer dispatch(Command command, ImapSession session);

  /**
   * Executes APPENDs to one mailbox that came together, so that the store can commit them together;
   * each succeeds or fails alone. Answers one completion for each.
   */
  List<Completion> append(List<Authenticated.Append> commands, ImapSession session);
}
