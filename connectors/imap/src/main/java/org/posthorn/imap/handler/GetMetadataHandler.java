package org.posthorn.imap.handler;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.GetMetadata;
import org.posthorn.imap.command.Authenticated.GetMetadata.Depth;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome;

/** GETMETADATA. RFC 5464 §4.2. */
final class GetMetadataHandler implements AuthenticatedHandler<GetMetadata> {
  @Override
  public Answer handle(GetMetadata command, long account, ImapSession session) {
    if (command.mailbox().isEmpty()) {
      return answer(command, Optional.empty(), session);
    }
    Outcome<MailboxList.Mailbox> mailbox = session.mailbox(command.mailbox());
    return mailbox instanceof Outcome.Refused<MailboxList.Mailbox> refused
        ? Refusals.of(refused.reason())
        : answer(command, mailbox.result(), session);
  }

  private static Answer answer(
      GetMetadata command, Optional<MailboxList.Mailbox> mailbox, ImapSession session) {
    boolean exact = command.depth() == Depth.ENTRY;
    Collection<String> wanted = exact ? command.entries() : List.of();
    long id = mailbox.map(MailboxList.Mailbox::id).orElse(MailboxList.SERVER);
    Outcome<SortedMap<String, byte[]>> outcome = session.store().metadata().of(id, wanted);
    if (outcome instanceof Outcome.Refused<SortedMap<String, byte[]>> refused) {
      return Refusals.of(refused.reason());
    }
    SortedMap<String, byte[]> stored = outcome.result().orElseThrow();
    SortedMap<String, byte[]> found =
        mailbox.map(some -> SpecialUseEntry.with(stored, some)).orElse(stored);
    Map<String, Optional<byte[]>> values = new LinkedHashMap<>();
    if (exact) {
      command.entries().forEach(e -> values.put(e, Optional.ofNullable(found.get(e))));
    } else {
      found.forEach(
          (entry, value) -> {
            if (command.entries().stream().anyMatch(top -> covers(top, entry, command.depth()))) {
              values.put(entry, Optional.of(value));
            }
          });
    }
    Completion done = withoutLongOnes(command, values);
    return new MetadataResponse(mailbox.map(MailboxList.Mailbox::name), values, done, session);
  }

  // RFC 5464 §4.2.2
  private static boolean covers(String top, String entry, Depth depth) {
    if (!entry.startsWith(top)) {
      return false;
    }
    if (entry.length() == top.length()) {
      return true;
    }
    boolean below = entry.charAt(top.length()) == '/';
    return below && (depth == Depth.TREE || entry.indexOf('/', top.length() + 1) < 0);
  }

  // RFC 5464 §4.2.1: the code has the size of the largest value that was left out
  private static Completion withoutLongOnes(
      GetMetadata command, Map<String, Optional<byte[]>> values) {
    long max = command.maxSize().orElse(Long.MAX_VALUE);
    int longest =
        values.values().stream()
            .flatMap(Optional::stream)
            .mapToInt(value -> value.length)
            .max()
            .orElse(0);
    if (longest <= max) {
      return Completion.ok("GETMETADATA completed");
    }
    values.values().removeIf(value -> value.filter(octets -> octets.length > max).isPresent());
    return Completion.ok("METADATA LONGENTRIES " + longest, "GETMETADATA completed");
  }
}
