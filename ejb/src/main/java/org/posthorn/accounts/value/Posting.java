package org.posthorn.accounts.value;

/** Who may send mail to an alias. */
public enum Posting {
  /** Everybody. */
  ANYONE,
  /** Its members. */
  MEMBERS,
  /** Those of its members who are chosen for it. */
  CHOSEN
}
