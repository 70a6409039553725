package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.imap.command.Selected.Copy;
import org.posthorn.imap.command.Selected.Expunge;
import org.posthorn.imap.command.Selected.Move;
import org.posthorn.imap.command.Selected.Store;
import org.posthorn.imap.command.Selected.UidBatches;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.query.SequenceSet;

/** The grammar of commands about messages, but FETCH and SEARCH. RFC 9051 §6.4. */
final class MessageSyntax {
  private static final int MAX_FLAG_LENGTH = 100;

  private MessageSyntax() {}

  // "EXPUNGE" / "UID" SP "EXPUNGE" SP sequence-set
  static Expunge expunge(CommandCursor in, boolean byUid) {
    return new Expunge(byUid ? Optional.of(CommandParser.messages(in)) : Optional.empty());
  }

  // uidbatches = "UIDBATCHES" SP nz-number [SP nz-number ":" nz-number]   (RFC 10022)
  static UidBatches uidBatches(CommandCursor in) {
    in.expectSpace();
    long size = in.expectNonZero();
    if (!in.trySpace()) {
      return new UidBatches(size, 1, UidBatches.ALL);
    }
    long first = in.expectNonZero();
    in.expectChar(':');
    return new UidBatches(size, first, in.expectNonZero());
  }

  // copy = "COPY" SP sequence-set SP mailbox
  static Copy copy(CommandCursor in, boolean byUid) {
    SequenceSet messages = CommandParser.messages(in);
    return new Copy(byUid, messages, MailboxSyntax.name(in));
  }

  // move = "MOVE" SP sequence-set SP mailbox
  static Move move(CommandCursor in, boolean byUid) {
    SequenceSet messages = CommandParser.messages(in);
    return new Move(byUid, messages, MailboxSyntax.name(in));
  }

  // store = "STORE" SP sequence-set [SP store-modifiers] SP store-att-flags   (RFC 4466 §2.5)
  static Store store(CommandCursor in, boolean byUid) {
    SequenceSet messages = CommandParser.messages(in);
    in.expectSpace();
    OptionalLong unchangedSince = OptionalLong.empty();
    if (in.tryChar('(')) {
      if (!in.tryWord("UNCHANGEDSINCE")) {
        throw in.wrong("Unknown STORE modifier");
      }
      in.expectSpace();
      unchangedSince = OptionalLong.of(in.expectNumber64());
      in.expectChar(')');
      in.expectSpace();
    }
    FlagChange.Operation operation = operation(in);
    boolean silent =
        switch (in.expectKeyword()) {
          case "FLAGS" -> false;
          case "FLAGS.SILENT" -> true;
          default -> throw in.wrong("Missing FLAGS");
        };
    in.expectSpace();
    Flags flags = in.peek() == '(' ? flagList(in) : flags(in);
    return new Store(byUid, messages, new FlagChange(operation, flags), silent, unchangedSince);
  }

  private static FlagChange.Operation operation(CommandCursor in) {
    if (in.tryChar('+')) {
      return FlagChange.Operation.ADD;
    }
    return in.tryChar('-') ? FlagChange.Operation.REMOVE : FlagChange.Operation.REPLACE;
  }

  // flag-list = "(" [flag *(SP flag)] ")"
  static Flags flagList(CommandCursor in) {
    List<String> names = new ArrayList<>();
    in.expectList(() -> names.add(flag(in)));
    return Flags.of(names);
  }

  /** A list of which those that can be kept are taken: a message is not refused for its flags. */
  static Flags flagsToKeep(CommandCursor in) {
    List<String> names = new ArrayList<>();
    in.expectList(() -> names.add(name(in)));
    names.removeIf(name -> name.length() > MAX_FLAG_LENGTH);
    return Flags.of(names);
  }

  // flag *(SP flag)
  private static Flags flags(CommandCursor in) {
    List<String> names = new ArrayList<>();
    do {
      names.add(flag(in));
    } while (in.trySpace());
    return Flags.of(names);
  }

  private static String name(CommandCursor in) {
    return in.tryChar('\\') ? "\\" + in.expectAtom() : in.expectAtom();
  }

  // flag = "\Answered" / … / flag-keyword / flag-extension
  private static String flag(CommandCursor in) {
    String name = name(in);
    if (name.length() > MAX_FLAG_LENGTH) {
      throw in.wrong("Flag is too long");
    }
    boolean recent = name.toLowerCase(Locale.ROOT).equals("\\recent"); // the server's own: ignored
    if (name.startsWith("\\") && Flags.systemBit(name) == 0 && !recent) {
      throw in.wrong("Unknown system flag");
    }
    return name;
  }
}
