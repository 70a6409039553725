package org.posthorn.imap.codec;

import org.posthorn.imap.command.Authenticated.ListRights;
import org.posthorn.imap.command.Authenticated.SetAcl;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.Acl.Operation;
import org.posthorn.mailstore.Rights;
import org.posthorn.sasl.OpaqueString;

/** The grammar of commands about who may do what with a mailbox. RFC 4314 §7. */
final class AclSyntax {
  private static final int MAX_IDENTIFIER = 1000;

  private AclSyntax() {}

  // setacl = "SETACL" SP mailbox SP identifier SP mod-rights
  static SetAcl set(CommandCursor in) {
    String mailbox = MailboxSyntax.name(in);
    String identifier = identifier(in);
    in.expectSpace();
    String rights = in.expectAstring();
    Operation operation = operation(rights);
    String letters = operation == Operation.REPLACE ? rights : rights.substring(1);
    return new SetAcl(mailbox, new Acl.Change(identifier, operation, rights(letters, in)));
  }

  private static Operation operation(String rights) {
    if (rights.startsWith("+")) {
      return Operation.ADD;
    }
    return rights.startsWith("-") ? Operation.REMOVE : Operation.REPLACE;
  }

  private static Rights rights(String letters, CommandCursor in) {
    return Rights.parse(letters).orElseThrow(() -> in.wrong("Invalid right")); // RFC 4314 §3.1
  }

  // deleteacl = "DELETEACL" SP mailbox SP identifier
  static SetAcl delete(CommandCursor in) {
    String mailbox = MailboxSyntax.name(in);
    return new SetAcl(mailbox, new Acl.Change(identifier(in), Operation.REPLACE, Rights.NONE));
  }

  // listrights = "LISTRIGHTS" SP mailbox SP identifier
  static ListRights listRights(CommandCursor in) {
    String mailbox = MailboxSyntax.name(in);
    return new ListRights(mailbox, identifier(in));
  }

  // identifier = astring ; prepared as the names are by which people log in. RFC 4314 §3
  private static String identifier(CommandCursor in) {
    in.expectSpace();
    String identifier = in.expectAstring();
    if (identifier.length() > MAX_IDENTIFIER) {
      throw in.wrong("Identifier is too long");
    }
    return OpaqueString.prepare(identifier)
        .filter(prepared -> !prepared.equals("-"))
        .orElseThrow(() -> in.wrong("Invalid identifier"));
  }
}
