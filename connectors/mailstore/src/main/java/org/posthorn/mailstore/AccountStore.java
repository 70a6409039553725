package org.posthorn.mailstore;

/**
 * The mail store as one account sees it. Every operation of its ports checks what this account may
 * do with the mailbox that is named (RFC 4314 §4), in the same step as it is done; callers only
 * translate a {@link Outcome.Refusal}. Who may neither see nor read a mailbox is told {@link
 * Outcome.Refusal#NONEXISTENT} of it, others {@link Outcome.Refusal#NOPERM} (RFC 4314 §6).
 *
 * <p>Mailboxes are named by the ids of {@link MailboxList}, messages by UID. What a method promises
 * has survived a power cut when it returns. Exceptions are for broken storage only. All ports are
 * thread-safe.
 */
public interface AccountStore {

  /** The mailboxes by name. */
  Folders folders();

  /** The messages of mailboxes. */
  MessageStore messages();

  /** Who may do what with mailboxes. */
  Sharing sharing();

  /** Annotations of mailboxes and of the server. */
  Metadata metadata();

  /** What accounts have and may have. */
  QuotaRoots quotas();

  /** News of what has changed. */
  Changes changes();
}
