package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.posthorn.imap.server.ImapEndpoint.NewMessage;
import org.posthorn.imap.server.ImapEndpoint.Placed;
import org.posthorn.imap.server.ImapEndpoint.Stored;
import org.posthorn.kernel.UidSet;
import org.posthorn.store.FlagChange;
import org.posthorn.store.MailboxView;
import org.posthorn.store.Outcome;
import org.posthorn.store.Rights;
import org.posthorn.transactions.boundary.Transactions;

/** What can be done to the messages of mailboxes: each an entry in their logs, by the journal. */
@ApplicationScoped
public class MailboxLog {
  @Inject Journal journal;
  @Inject MailboxRows rows;
  @Inject MailboxDirectory directory;
  @Inject Transactions transactions;
  @Inject Accounting accounting;

  private final Clock clock = Clock.systemUTC();

  /** Whether there is such a mailbox. */
  public boolean exists(long mailbox) {
    return transactions.call(() -> rows.exists(mailbox));
  }

  /** Puts messages into a mailbox. */
  public Outcome<Placed> append(long mailbox, List<NewMessage> messages) {
    return journal.run(
        new AppendOperation(mailbox, messages, accounting.ofMailbox(mailbox), clock));
  }

  /** Puts a message into a mailbox and expunges another as one step. */
  public Outcome<Placed> replace(long from, long uid, long to, NewMessage message) {
    AppendOperation append =
        new AppendOperation(to, List.of(message), accounting.ofMailbox(to), clock);
    return journal.run(
        new ReplaceOperation(from, uid, to, accounting.sameAccount(from, to), append));
  }

  /**
   * Delivers each once, with one commit.
   *
   * @return those whose mailbox is gone
   */
  public List<Arrival> deliver(List<Arrival> arrivals) {
    List<DeliverOperation> operations =
        arrivals.stream().map(arrival -> new DeliverOperation(arrival, clock)).toList();
    journal.run(operations);
    return operations.stream()
        .filter(operation -> !operation.outcome())
        .map(DeliverOperation::arrival)
        .toList();
  }

  /** Changes flags. */
  public Outcome<Stored> store(
      long mailbox, UidSet uids, FlagChange change, OptionalLong unchangedSince) {
    return journal.run(new StoreOperation(mailbox, uids, change, unchangedSince));
  }

  /** Notes that the annotations of a mailbox have changed. */
  void annotated(long mailbox) {
    journal.run(new AnnotatedOperation(mailbox));
  }

  /** Copies messages. */
  public Outcome<Placed> copy(long from, UidSet uids, long to, Rights rights) {
    Allowance allowance = accounting.ofMailbox(to);
    return journal.run(new CopyOperation(from, uids, to, rights, false, allowance, clock));
  }

  /** Moves messages. */
  public Outcome<Placed> move(long from, UidSet uids, long to, Rights rights) {
    Allowance allowance = accounting.moved(from, to);
    return journal.run(new CopyOperation(from, uids, to, rights, true, allowance, clock));
  }

  /** Expunges messages with {@code \Deleted}. */
  public Outcome<MailboxView> expunge(long mailbox, UidSet uids) {
    return journal.run(new ExpungeOperation(mailbox, uids));
  }

  /** Deletes mailboxes of an account; false when none was there. */
  public boolean delete(long account, Collection<Long> mailboxes) {
    boolean deleted = journal.run(new DeleteOperation(mailboxes, rows));
    directory.deleted(account);
    return deleted;
  }

  /** UIDs that were expunged after a mod-sequence. */
  public UidSet expungedSince(long mailbox, long modSeq) {
    return transactions.call(() -> rows.expungedSince(mailbox, modSeq));
  }
}
