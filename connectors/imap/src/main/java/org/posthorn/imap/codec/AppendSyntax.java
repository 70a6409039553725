package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.imap.command.MessageUrl;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.query.SequenceSet;

/**
 * The grammar of APPEND and REPLACE, piece by piece as the octets of their messages come. RFC 9051
 * §6.3.12, RFC 3502 §6, RFC 3516 §7, RFC 4469 §5, RFC 8508 §4, RFC 9755 §4.
 */
public final class AppendSyntax {
  private enum Place {
    /** Before a message, or the end. */
    START,
    /** After the octets of a whole message. */
    WHOLE,
    /** After the octets of a message in the parentheses of UTF8. */
    UTF8,
    /** In the parentheses of CATENATE. */
    PARTS
  }

  private final boolean utf8Names;
  private List<Step> steps = new ArrayList<>();
  private String tag = "*";
  private Place place = Place.START;
  private boolean begun;
  private boolean firstPart;
  private boolean octetsExpected;
  private boolean binary;
  private boolean any;

  /** One thing that the command says. */
  public sealed interface Step {}

  /**
   * Where the messages go; the first step of a command that is well formed so far.
   *
   * @param replaced the message that goes when the new one is there
   */
  public record Target(String mailbox, Optional<Replaced> replaced) implements Step {}

  /** A message as REPLACE names it: {@link SequenceSet#LAST} or a number. */
  public record Replaced(boolean byUid, long number) {}

  /**
   * A message begins.
   *
   * @param internalDate seconds since 1970 UTC, when given
   * @param inParts whether it is put together by CATENATE
   */
  public record Begun(Flags flags, OptionalLong internalDate, boolean inParts) implements Step {}

  /**
   * The next part is what a URL names.
   *
   * @param text as the client wrote it
   * @param url empty when it names no message here
   */
  public record Url(String text, Optional<MessageUrl> url) implements Step {}

  /** The message is complete. */
  public record Done() implements Step {}

  /** The command is malformed. */
  public record Wrong(String reason) implements Step {}

  /**
   * A new command.
   *
   * @param utf8Names whether mailbox names are UTF-8
   */
  public AppendSyntax(boolean utf8Names) {
    this.utf8Names = utf8Names;
  }

  /** The tag of the command, once its beginning was read. */
  public String tag() {
    return tag;
  }

  /** Whether the octets that follow now are kept as they are: a {@code literal8}, but for UTF8. */
  public boolean binary() {
    return binary;
  }

  /**
   * Reads what stands before the octets of a message or part, or at the end.
   *
   * @param octetsFollow whether octets follow, so that it is not the end
   */
  public List<Step> read(RawCommand text, boolean octetsFollow) {
    CommandCursor in = new CommandCursor(text, utf8Names, octetsFollow);
    steps = new ArrayList<>(2);
    try {
      if (!begun) {
        begun = true;
        target(in);
      }
      octetsEnded(in);
      while (!in.atEnd() && !octetsExpected) {
        if (place == Place.PARTS) {
          part(in);
        } else {
          message(in, octetsFollow);
        }
      }
      if (!any && !octetsFollow) {
        throw in.wrong("APPEND without a message");
      }
      if (!in.atEnd() || octetsFollow != octetsExpected || !octetsFollow && place != Place.START) {
        throw in.wrong("Unexpected text at the end of the command");
      }
    } catch (ImapSyntaxException e) {
      steps.add(new Wrong(e.reason()));
    }
    return steps;
  }

  // append = "APPEND" SP mailbox 1*append-message
  // replace = "REPLACE" SP seq-number SP mailbox append-message ; "UID" SP replace
  private void target(CommandCursor in) {
    tag = in.tryTag().orElse("*");
    in.expectSpace();
    String command = in.expectKeyword();
    boolean byUid = command.equals("UID");
    if (byUid) {
      in.expectSpace();
      command = in.expectKeyword();
    }
    Optional<Replaced> replaced = Optional.empty();
    if (command.equals("REPLACE")) {
      in.expectSpace();
      long number = in.tryChar('*') ? SequenceSet.LAST : in.expectNonZero();
      replaced = Optional.of(new Replaced(byUid, number));
    }
    steps.add(new Target(MailboxSyntax.name(in), replaced));
  }

  private void octetsEnded(CommandCursor in) {
    octetsExpected = false;
    if (place == Place.UTF8) {
      in.expectChar(')');
    }
    if (place == Place.WHOLE || place == Place.UTF8) {
      done();
    }
  }

  private void done() {
    place = Place.START;
    steps.add(new Done());
  }

  // append-message = [SP flag-list] [SP date-time] SP append-data
  // append-data = literal / literal8 / "UTF8" SP "(" literal8 ")" /
  //               "CATENATE" SP "(" cat-part *(SP cat-part) ")"
  private void message(CommandCursor in, boolean octetsFollow) {
    if (!in.trySpace()) {
      throw in.wrong("Unexpected text at the end of the command");
    }
    Flags flags = Flags.NONE;
    if (in.peek() == '(') {
      flags = MessageSyntax.flagsToKeep(in);
      in.expectSpace();
    }
    OptionalLong date = OptionalLong.empty();
    if (in.peek() == '"') {
      date = OptionalLong.of(DateTime.parse(in));
      in.expectSpace();
    }
    boolean parts = in.tryWord("CATENATE");
    if (parts) {
      in.expectSpace();
      in.expectChar('(');
      place = Place.PARTS;
      firstPart = true;
    } else if (in.tryWord("UTF8")) {
      in.expectSpace();
      in.expectChar('(');
      in.expectChar('~');
      binary = false; // text in lines, though with 8-bit header fields. RFC 9755 §4
      place = Place.UTF8;
      octetsExpected = true;
    } else {
      binary = in.tryChar('~'); // literal8. RFC 3516 §7
      place = Place.WHOLE;
      octetsExpected = octetsFollow;
      if (!octetsFollow) {
        throw in.wrong("APPEND without a message");
      }
    }
    any = true;
    steps.add(new Begun(flags, date, parts));
  }

  // cat-part = "URL" SP astring / "TEXT" SP literal
  private void part(CommandCursor in) {
    if (!firstPart && in.tryChar(')')) {
      done();
      return;
    }
    if (!firstPart) {
      in.expectSpace();
    }
    firstPart = false;
    if (in.tryWord("URL")) {
      in.expectSpace();
      String text = in.expectAstring();
      steps.add(new Url(text, UrlSyntax.parse(text)));
    } else if (in.tryWord("TEXT")) {
      in.expectSpace();
      binary = in.tryChar('~');
      octetsExpected = true;
    } else {
      throw in.wrong("Unknown part");
    }
  }
}
