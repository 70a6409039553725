package org.posthorn.mailstore;

/**
 * What operations need of the rights to a mailbox. RFC 4314 §4. The store checks them; others may
 * look beforehand, to tell what would be refused.
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

  /** To create mailboxes below it. */
  public static final Permission CREATE = all("k");

  /** To delete it, and to rename it. */
  public static final Permission DELETE = all("x");

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
}
