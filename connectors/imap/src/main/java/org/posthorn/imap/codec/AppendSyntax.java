package org.posthorn.imap.codec;

import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.store.Flags;

/** The grammar of APPEND, piece by piece as its messages come. RFC 9051 §6.3.12, RFC 3502 §6. */
public final class AppendSyntax {
  private AppendSyntax() {}

  /**
   * What stands before a message, or why it is wrong.
   *
   * @param mailbox decoded name, before the first message only
   * @param internalDate seconds since 1970 UTC, when given
   * @param error empty text when it is well formed
   */
  public record Head(
      String tag, Optional<String> mailbox, Flags flags, OptionalLong internalDate, String error) {}

  // append = "APPEND" SP mailbox 1*(SP [flag-list SP] [date-time SP] literal)
  /** Parses what stands before a message. */
  public static Head head(Decoded.Message message, boolean utf8Names) {
    CommandCursor in = new CommandCursor(message.head(), utf8Names);
    String tag = message.first() ? in.tryTag().orElse("*") : "*";
    try {
      Optional<String> mailbox = Optional.empty();
      if (message.first()) {
        in.expectSpace();
        in.expectKeyword();
        mailbox = Optional.of(MailboxSyntax.name(in));
      }
      in.expectSpace();
      Flags flags = Flags.NONE;
      if (in.peek() == '(') {
        flags = MessageSyntax.flagList(in);
        in.expectSpace();
      }
      OptionalLong date = OptionalLong.empty();
      if (in.peek() == '"') {
        date = OptionalLong.of(DateTime.parse(in));
        in.expectSpace();
      }
      in.expectEnd();
      return new Head(tag, mailbox, flags, date, "");
    } catch (SyntaxException e) {
      return new Head(tag, Optional.empty(), Flags.NONE, OptionalLong.empty(), e.reason());
    }
  }
}
