package org.posthorn.imap.session;

import java.util.Optional;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Rights;

/**
 * What commands need of the rights to a mailbox, and what somebody hears who does not have them.
 * RFC 4314 §4. CREATE, DELETE and RENAME ask the store, which knows mailboxes that the user must
 * not hear of.
 *
 * @param all rights of which none may be missing
 * @param any rights of which one must be there
 */
public record Permission(Rights all, Rights any) {

  /** To know one's own rights. */
  public static final Permission KNOW = any("lrikxa");

  /** To select, to search, to read by URL, and to be told the status. */
  public static final Permission READ = all("r");

  /** To put messages into it: APPEND, COPY, MOVE, REPLACE. */
  public static final Permission INSERT = all("i");

  /** To expunge: EXPUNGE, CLOSE. */
  public static final Permission EXPUNGE = all("e");

  /** To take messages away as one step: MOVE and REPLACE. RFC 6851 §4.2, RFC 8508 §4.1. */
  public static final Permission TAKE = all("te");

  /** To set some flag. */
  public static final Permission FLAG = any("swt");

  /** To change anything, so that the mailbox is not only read. RFC 4314 §5.2. */
  public static final Permission CHANGE = any("ieswt");

  /** To read annotations and to set one's own. RFC 5464 §3.3. */
  public static final Permission ANNOTATE = new Permission(rights("l"), rights("rswip"));

  /** To set annotations that all see. */
  public static final Permission ANNOTATE_FOR_ALL = all("lw");

  /** To see and change who may do what. */
  public static final Permission ADMINISTER = all("a");

  private static Permission all(String letters) {
    return new Permission(rights(letters), Rights.ALL);
  }

  private static Permission any(String letters) {
    return new Permission(Rights.NONE, rights(letters));
  }

  private static Rights rights(String letters) {
    return Rights.parse(letters).orElseThrow();
  }

  /** Whether the rights are enough. */
  public boolean isIn(Rights rights) {
    return rights.hasAll(all) && rights.hasAny(any);
  }

  /**
   * The mailbox with a name as the client wrote it, if it is there and this may be done with it.
   * Who may neither see nor read it hears that it does not exist. RFC 4314 §6.
   */
  public Outcome<MailboxList.Mailbox> find(String name, ImapSession session) {
    Optional<MailboxList.Mailbox> found =
        MailboxName.parse(name)
            .flatMap(
                parsed ->
                    session
                        .login()
                        .map(login -> session.endpoint().mailboxes(login.accountId()))
                        .flatMap(list -> list.find(parsed)));
    if (found.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    MailboxList.Mailbox mailbox = found.get();
    return isIn(mailbox.rights()) ? Outcome.done(mailbox) : Outcome.refused(mailbox.refusal());
  }
}
