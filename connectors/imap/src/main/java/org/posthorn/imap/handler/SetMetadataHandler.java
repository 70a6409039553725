package org.posthorn.imap.handler;

import java.util.Map;
import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.codec.SearchProgram;
import org.posthorn.imap.command.Authenticated.SetMetadata;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.AnnotationResult;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Metadata;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Permission;

/** SETMETADATA. RFC 5464 §4.3. */
final class SetMetadataHandler implements AuthenticatedHandler<SetMetadata> {
  @Override
  public Answer handle(SetMetadata command, long account, ImapSession session) {
    if (command.mailbox().isEmpty()) {
      Optional<Completion> refusal = badFilter(command.values());
      return refusal.isPresent()
          ? refusal.get()
          : set(MailboxList.SERVER, command.values(), session);
    }
    Permission needed =
        command.values().keySet().stream().anyMatch(Metadata::isShared)
            ? Permission.ANNOTATE_FOR_ALL
            : Permission.ANNOTATE;
    Outcome<MailboxList.Mailbox> mailbox = session.mailbox(command.mailbox(), needed);
    if (mailbox instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return Refusals.of(refused.reason());
    }
    if (command.values().containsKey(SpecialUseEntry.NAME)) { // RFC 6154 §4
      return Completion.no("CANNOT", "Special uses are set by CREATE");
    }
    return set(mailbox.result().orElseThrow().id(), command.values(), session);
  }

  private static Completion set(
      long mailbox, Map<String, Optional<byte[]>> values, ImapSession session) {
    AnnotationResult outcome =
        session.store().metadata().set(mailbox, values, session.annotationWatcher());
    if (outcome instanceof AnnotationResult.NoMailbox) {
      return Refusals.of(Outcome.Refusal.NONEXISTENT);
    }
    if (outcome instanceof AnnotationResult.NotPermitted) {
      return Completion.no("NOPERM", "Permission denied");
    }
    if (outcome instanceof AnnotationResult.TooMany) {
      return Completion.no("METADATA TOOMANY", "Too many entries");
    }
    if (outcome instanceof AnnotationResult.TooLarge large) {
      return Completion.no("METADATA MAXSIZE " + large.room(), "Too long");
    }
    return Completion.ok("SETMETADATA completed");
  }

  // What cannot be searched for is refused at once, not when somebody searches. RFC 5466 §3.2
  private static Optional<Completion> badFilter(Map<String, Optional<byte[]>> values) {
    for (Map.Entry<String, Optional<byte[]>> one : values.entrySet()) {
      if (one.getValue().isPresent() && FilterExpansion.isFilter(one.getKey())) {
        Command program = SearchProgram.read(one.getValue().get());
        if (program instanceof Command.Malformed wrong) {
          return Optional.of(Completion.no("CANNOT", "No search program: " + wrong.reason()));
        }
      }
    }
    return Optional.empty();
  }
}
