package org.posthorn.imap.codec;

import org.posthorn.imap.command.AnyState;
import org.posthorn.imap.command.Authenticated;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.Command.Malformed;
import org.posthorn.imap.command.NotAuthenticated;
import org.posthorn.imap.command.Selected;
import org.posthorn.mailstore.query.SequenceSet;

/**
 * Parses complete commands. Total: any octets give a command, bad ones give {@link Malformed}. RFC
 * 9051 §9.
 */
public final class CommandParser {
  private CommandParser() {}

  /**
   * A command and the tag that its answer bears.
   *
   * @param tag {@code *} when the client sent none that can be repeated
   */
  public record Tagged(String tag, Command command) {}

  /**
   * Parses a command.
   *
   * @param utf8Names whether mailbox names are UTF-8, else modified UTF-7
   */
  public static Tagged parse(RawCommand raw, boolean utf8Names) {
    CommandCursor in = new CommandCursor(raw, utf8Names);
    String tag = in.tryTag().orElse("*");
    if (tag.equals("*") || !in.trySpace()) {
      return new Tagged(tag, new Malformed("Missing tag or command"));
    }
    try {
      Command command = command(in);
      in.expectEnd();
      return new Tagged(tag, command);
    } catch (ImapSyntaxException e) {
      return new Tagged(tag, new Malformed(e.reason()));
    }
  }

  // command = tag SP (command-any / command-auth / command-nonauth / command-select) CRLF
  private static Command command(CommandCursor in) {
    return switch (in.expectKeyword()) {
      case "CAPABILITY" -> new AnyState.Capability();
      case "NOOP" -> new AnyState.Noop();
      case "LOGOUT" -> new AnyState.Logout();
      case "ID" -> AccessSyntax.id(in);
      case "STARTTLS" -> new NotAuthenticated.StartTls();
      case "AUTHENTICATE" -> AccessSyntax.authenticate(in);
      case "LOGIN" -> AccessSyntax.login(in);
      case "LANGUAGE" -> AccessSyntax.language(in);
      case "UNAUTHENTICATE" -> new Authenticated.Unauthenticate();
      case "XLIST" -> ListSyntax.xlist(in);
      case "COMPRESS" -> AccessSyntax.compress(in);
      case "ENABLE" -> AccessSyntax.enable(in);
      case "SELECT" -> MailboxSyntax.select(in, false);
      case "EXAMINE" -> MailboxSyntax.select(in, true);
      case "CREATE" -> MailboxSyntax.create(in);
      case "DELETE" -> new Authenticated.Delete(MailboxSyntax.name(in));
      case "RENAME" -> new Authenticated.Rename(MailboxSyntax.name(in), MailboxSyntax.name(in));
      case "SUBSCRIBE" -> new Authenticated.Subscribe(MailboxSyntax.name(in), true);
      case "UNSUBSCRIBE" -> new Authenticated.Subscribe(MailboxSyntax.name(in), false);
      case "LIST" -> ListSyntax.list(in);
      case "LSUB" -> ListSyntax.lsub(in);
      case "SETACL" -> AclSyntax.set(in);
      case "DELETEACL" -> AclSyntax.delete(in);
      case "GETACL" -> new Authenticated.GetAcl(MailboxSyntax.name(in));
      case "LISTRIGHTS" -> AclSyntax.listRights(in);
      case "MYRIGHTS" -> new Authenticated.MyRights(MailboxSyntax.name(in));
      case "GETQUOTA" -> QuotaSyntax.get(in);
      case "GETQUOTAROOT" -> new Authenticated.GetQuotaRoot(MailboxSyntax.name(in));
      case "SETQUOTA" -> QuotaSyntax.set(in);
      case "GENURLAUTH" -> UrlCommandSyntax.generate(in);
      case "RESETKEY" -> UrlCommandSyntax.reset(in);
      case "URLFETCH" -> UrlCommandSyntax.fetch(in);
      case "NAMESPACE" -> new Authenticated.Namespace();
      case "STATUS" -> MailboxSyntax.status(in);
      case "GETMETADATA" -> MetadataSyntax.get(in);
      case "SETMETADATA" -> MetadataSyntax.set(in);
      case "APPEND", "REPLACE" -> throw in.wrong("APPEND without a message");
      case "NOTIFY" -> NotifySyntax.notify(in);
      case "IDLE" -> new Authenticated.Idle();
      case "CLOSE" -> new Selected.Close();
      case "UNSELECT" -> new Selected.Unselect();
      case "CHECK" -> new Selected.Check();
      case "EXPUNGE" -> MessageSyntax.expunge(in, false);
      case "UID" -> uid(in);
      case "FETCH" -> FetchSyntax.fetch(in, false);
      case "SEARCH" -> SearchSyntax.search(in, false);
      case "ESEARCH" -> MultiSearchSyntax.search(in);
      case "CANCELUPDATE" -> SearchSyntax.cancelUpdate(in);
      case "SORT" -> SortSyntax.sort(in, false);
      case "THREAD" -> ThreadSyntax.thread(in, false);
      case "UIDBATCHES" -> MessageSyntax.uidBatches(in);
      case "STORE" -> MessageSyntax.store(in, false);
      case "COPY" -> MessageSyntax.copy(in, false);
      case "MOVE" -> MessageSyntax.move(in, false);
      default -> throw in.wrong("Unknown command");
    };
  }

  private static Command uid(CommandCursor in) {
    in.expectSpace();
    return switch (in.expectKeyword()) {
      case "FETCH" -> FetchSyntax.fetch(in, true);
      case "SEARCH" -> SearchSyntax.search(in, true);
      case "ESEARCH" -> MultiSearchSyntax.search(in); // as RFC 7377 §2 has it in an example
      case "SORT" -> SortSyntax.sort(in, true);
      case "THREAD" -> ThreadSyntax.thread(in, true);
      case "STORE" -> MessageSyntax.store(in, true);
      case "COPY" -> MessageSyntax.copy(in, true);
      case "MOVE" -> MessageSyntax.move(in, true);
      case "EXPUNGE" -> MessageSyntax.expunge(in, true);
      default -> throw in.wrong("Unknown UID command");
    };
  }

  /** A sequence set after a space. */
  static SequenceSet messages(CommandCursor in) {
    in.expectSpace();
    return in.expectSequenceSet();
  }
}
