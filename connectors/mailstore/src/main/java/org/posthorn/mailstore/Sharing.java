package org.posthorn.mailstore;

/**
 * Who may do what with mailboxes. Everything here needs {@code a}. RFC 4314. Part of {@link
 * AccountStore}.
 */
public interface Sharing {

  /** Who may do what with a mailbox, the owner first. RFC 4314 §3.3. */
  Outcome<Acl> acl(long mailbox);

  /**
   * Changes who may do what with a mailbox; {@link Outcome.Refusal#NOBODY} when nobody has the
   * identifier, {@link Outcome.Refusal#CANNOT} when it would leave the owner without a right. RFC
   * 4314 §3.1.
   *
   * @return whether anything is different now
   */
  Outcome<Boolean> change(long mailbox, Acl.Change change);

  /**
   * The rights that somebody has in a mailbox whatever is done, all or none: all of the owner. RFC
   * 4314 §3.4.
   */
  Outcome<Rights> always(long mailbox, String identifier);
}
