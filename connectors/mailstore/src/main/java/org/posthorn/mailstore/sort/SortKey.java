package org.posthorn.mailstore.sort;

/** What messages can be sorted by. RFC 5256 §3, RFC 5957 §4, RFC 6203 §6. */
public enum SortKey {
  /** Internal date and time. */
  ARRIVAL,
  /** Mailbox of the first Cc address. */
  CC,
  /** Date and time of the Date field in UTC, else the internal date. */
  DATE,
  /** Mailbox of the first From address. */
  FROM,
  /** Octets. */
  SIZE,
  /** Base subject. */
  SUBJECT,
  /** Mailbox of the first To address. */
  TO,
  /** What is shown of the first From address. */
  DISPLAYFROM,
  /** What is shown of the first To address. */
  DISPLAYTO,
  /** How well it fits a FUZZY key, the best first. RFC 6203 §6. */
  RELEVANCY
}
