package org.posthorn.imap.session;

import java.util.Locale;
import java.util.Map;
import org.posthorn.imap.command.Authenticated;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.ThreadMessages;

/** What commands are called in statistics: by their kind, with or without UID. */
final class CommandName {
  private static final Map<Class<?>, String> OTHERS =
      Map.of(
          Command.Malformed.class, "BAD",
          Authenticated.ListMailboxes.class, "LIST",
          Authenticated.MultiSearch.class, "ESEARCH",
          ThreadMessages.class, "THREAD");

  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return OTHERS.getOrDefault(type, type.getSimpleName().toUpperCase(Locale.ROOT));
        }
      };

  private CommandName() {}

  static String of(Command command) {
    if (command instanceof Authenticated.Append append && append.replaced().isPresent()) {
      return "REPLACE";
    }
    return NAMES.get(command.getClass());
  }
}
