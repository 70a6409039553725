package org.posthorn.imap.notify;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthorn.imap.command.Authenticated.Create;
import org.posthorn.imap.command.Authenticated.Delete;
import org.posthorn.imap.command.Authenticated.Rename;
import org.posthorn.imap.command.Authenticated.Subscribe;
import org.posthorn.imap.command.Command;
import org.posthorn.mailstore.MailboxName;

/** The names that a command changes, of which its client need not hear. RFC 5465 §5. */
final class OwnNames {
  private OwnNames() {}

  static List<MailboxName> of(Command command) {
    Stream<String> names = Stream.of();
    if (command instanceof Create create) {
      names = Stream.of(create.mailbox());
    } else if (command instanceof Delete delete) {
      names = Stream.of(delete.mailbox());
    } else if (command instanceof Rename rename) {
      names = Stream.of(rename.from(), rename.to());
    } else if (command instanceof Subscribe subscribe) {
      names = Stream.of(subscribe.mailbox());
    }
    return names
        .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
        .map(MailboxName::parse)
        .flatMap(Optional::stream)
        .toList();
  }
}
