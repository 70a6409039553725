package org.posthorn.imap.handler;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.AnyState.Language;
import org.posthorn.imap.session.Handler;
import org.posthorn.imap.session.ImapSession;

/** LANGUAGE. What people read is English, which is what i-default asks for. RFC 5255 §3. */
final class LanguageHandler implements Handler<Language> {
  private static final List<String> THERE = List.of("EN", "I-DEFAULT");

  @Override
  public Answer handle(Language command, ImapSession session) {
    if (command.ranges().isEmpty()) {
      session.out().untagged("LANGUAGE (" + String.join(" ", THERE) + ")");
      return Completion.ok("LANGUAGE completed");
    }
    Optional<String> chosen =
        command.ranges().stream().flatMap(range -> found(range).stream()).findFirst();
    if (chosen.isEmpty()) {
      return Completion.no("Unsupported language"); // RFC 5255 §3.2
    }
    session.out().untagged("LANGUAGE (" + chosen.get() + ")");
    return Completion.ok("LANGUAGE completed, the language is English");
  }

  // lookup, that is from the end of the range one subtag less at a time. RFC 4647 §3.4
  private static Optional<String> found(String range) {
    String rest = range.toUpperCase(Locale.ROOT);
    if (rest.equals("*") || rest.equals("DEFAULT")) {
      return Optional.of("I-DEFAULT"); // RFC 5255 §3.2
    }
    while (!THERE.contains(rest)) {
      int hyphen = rest.lastIndexOf('-');
      if (hyphen < 0) {
        return Optional.empty();
      }
      rest = rest.substring(0, hyphen);
    }
    return Optional.of(rest);
  }
}
