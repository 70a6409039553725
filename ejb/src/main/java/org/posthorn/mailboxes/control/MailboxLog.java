package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.StoreResult;
import org.posthorn.transactions.boundary.Transactions;

/** What can be done to the messages of mailboxes: each an entry in their logs, by the journal. */
@ApplicationScoped
public class MailboxLog {
  // Messages about which one operation of the journal is at most, if it can be divided: each keeps
  // others waiting for some milliseconds only, and as few commits as possible are made (ADR 32).
  /** Messages whose flags are changed at once. */
  static final int STORED = 20_000;

  /** Messages that are expunged at once. */
  static final int EXPUNGED = 10_000;

  /** Messages that are moved at once. */
  static final int MOVED = 10_000;

  /** Messages that are copied within the journal; more come as a parcel. */
  static final int COPIED = 2_000;

  private static final int MAILBOXES = 25; // deleted at once

  @Inject Journal journal;
  @Inject MailboxRows rows;
  @Inject ChangeNumbers numbers;
  @Inject FolderLog folders;
  @Inject MailboxDirectory directory;
  @Inject Transactions transactions;
  @Inject Accounting accounting;
  @Inject Views views;
  @Inject DeletedMailboxes deleted;
  @Inject Parcels parcels;
  @Inject Actors actors;

  @Inject
  @ConfigProperty(name = "posthorn.store.max-copied", defaultValue = "1000000")
  int maxCopied;

  private final Clock clock = Clock.systemUTC();

  /** Whether there is such a mailbox. */
  public boolean exists(long mailbox) {
    return transactions.call(() -> rows.exists(mailbox));
  }

  /** Puts messages into a mailbox. */
  public Outcome<AddedMessages> append(long account, long mailbox, List<NewMessage> messages) {
    return journal.run(
        new AppendOperation(
            actors.of(account),
            mailbox,
            messages,
            accounting.ofMailbox(mailbox, messages.size()),
            clock));
  }

  /** Puts a message into a mailbox and expunges another as one step. */
  public Outcome<AddedMessages> replace(
      long account, long from, long uid, long to, NewMessage message) {
    Actor actor = actors.of(account);
    AppendOperation append =
        new AppendOperation(actor, to, List.of(message), accounting.ofMailbox(to, 1), clock);
    return journal.run(
        new ReplaceOperation(actor, from, uid, to, accounting.sameAccount(from, to), append));
  }

  /**
   * Delivers each once, with one commit.
   *
   * @return those whose mailbox is gone
   */
  public List<Arrival> deliver(List<Arrival> arrivals) {
    List<DeliverOperation> operations =
        arrivals.stream()
            .map(arrival -> new DeliverOperation(arrival, actors.of(arrival.accountId()), clock))
            .toList();
    journal.run(operations);
    return operations.stream()
        .filter(operation -> !operation.outcome())
        .map(DeliverOperation::arrival)
        .toList();
  }

  /** Changes flags, of many messages in portions. */
  public Outcome<StoreResult> store(
      long account, long mailbox, UidSet uids, FlagChange change, OptionalLong unchangedSince) {
    Actor actor = actors.of(account);
    return inPortions(
        portions(mailbox, uids, STORED),
        portion -> new StoreOperation(actor, mailbox, portion, change, unchangedSince),
        (before, next) ->
            new StoreResult(
                before.changed().union(next.changed()),
                before.modified().union(next.modified()),
                next.view()));
  }

  /**
   * Does an operation portion by portion, so that others come in between. It ends where one is
   * refused.
   */
  private <T> Outcome<T> inPortions(
      List<UidSet> portions,
      Function<UidSet, Operation<Outcome<T>>> operation,
      BinaryOperator<T> together) {
    Optional<T> all = Optional.empty();
    for (UidSet portion : portions) {
      Outcome<T> outcome = journal.run(operation.apply(portion));
      if (outcome instanceof Outcome.Refused) {
        return outcome;
      }
      T done = outcome.result().orElseThrow();
      all = Optional.of(all.map(before -> together.apply(before, done)).orElse(done));
    }
    return Outcome.done(all.orElseThrow());
  }

  private List<UidSet> portions(long mailbox, UidSet uids, int most) {
    return uids.size() <= most
        ? List.of(uids)
        : views
            .local(mailbox)
            .map(view -> view.portions(uids, most))
            .orElseGet(() -> List.of(uids));
  }

  /** Notes that the annotations of a mailbox have changed. */
  public void annotated(long mailbox) {
    journal.run(new AnnotatedOperation(mailbox));
  }

  /** Copies messages. */
  public Outcome<AddedMessages> copy(long account, long from, UidSet uids, long to) {
    if (uids.size() > maxCopied) {
      return Outcome.refused(Refusal.LIMIT);
    }
    Actor actor = actors.of(account);
    QuotaAllowance allowance = accounting.ofMailbox(to, uids.size());
    if (uids.size() > COPIED) {
      return parcels.copy(actor, from, uids, to, allowance);
    }
    return journal.run(new CopyOperation(actor, from, uids, to, false, allowance, clock));
  }

  /**
   * Moves messages, many of them in portions: each is in one of the mailboxes at any moment. RFC
   * 6851 §3.3
   */
  public Outcome<AddedMessages> move(long account, long from, UidSet uids, long to) {
    Actor actor = actors.of(account);
    if (uids.size() > MOVED && from != to) {
      Optional<Refusal> refusal =
          transactions.call(() -> forbidden(actor, from, to)).or(() -> noRoom(from, uids, to));
      if (refusal.isPresent()) {
        return Outcome.refused(refusal.get());
      }
    }
    return inPortions(
        portions(from, uids, MOVED),
        portion ->
            new CopyOperation(
                actor, from, portion, to, true, accounting.moved(from, to, portion.size()), clock),
        (before, next) ->
            new AddedMessages(
                next.uidValidity(),
                before.source().union(next.source()),
                before.target().union(next.target()),
                next.view()));
  }

  /** Why they may not be moved; each portion is asked again. RFC 6851 §4.2. */
  private static Optional<Refusal> forbidden(Actor actor, long from, long to) {
    return actor
        .refusal(from, Permission.READ, Permission.TAKE)
        .or(() -> actor.refusal(to, Permission.INSERT));
  }

  /** Why there is no room for all of them, before the first is moved. */
  private Optional<Refusal> noRoom(long from, UidSet uids, long to) {
    Optional<MailboxView> source = views.local(from);
    Optional<MailboxView> target = views.local(to);
    if (source.isEmpty() || target.isEmpty()) {
      return Optional.of(Refusal.NONEXISTENT);
    }
    int count = source.get().count(uids);
    if (!journal.fit(target.get(), count)) {
      return Optional.of(Refusal.LIMIT);
    }
    QuotaAllowance allowance = accounting.moved(from, to, count);
    return allowance.unlimited() || allowance.fit(count, source.get().octets(uids))
        ? Optional.empty()
        : Optional.of(Refusal.OVERQUOTA);
  }

  /** Expunges messages with {@code \Deleted}, many of them in portions. */
  public Outcome<MailboxView> expunge(long account, long mailbox, UidSet uids) {
    Actor actor = actors.of(account);
    return inPortions(
        portions(mailbox, uids, EXPUNGED),
        portion -> new ExpungeOperation(actor, mailbox, portion),
        (before, next) -> next);
  }

  /** Deletes mailboxes of an account, some at a time; false when none was there. */
  public boolean delete(long account, Collection<Long> mailboxes) {
    List<Long> all = List.copyOf(mailboxes);
    boolean any = false;
    try {
      for (int i = 0; i < all.size(); i += MAILBOXES) {
        List<Long> some = all.subList(i, Math.min(all.size(), i + MAILBOXES));
        any |=
            journal.run(new DeleteOperation(some, rows, numbers, folders)).result().orElse(false);
      }
    } finally { // some may be gone although the next could not be deleted
      directory.deleted(account);
      deleted.clearSoon();
    }
    return any;
  }

  /** Deletes a mailbox for an account that is not its owner, if it may; false when it was gone. */
  Outcome<Boolean> deleteFor(long account, long owner, long mailbox) {
    Outcome<Boolean> deleted =
        journal.run(
            new DeleteOperation(
                List.of(mailbox), rows, numbers, folders, Optional.of(actors.of(account))));
    if (deleted.result().isPresent()) {
      directory.deleted(owner);
      this.deleted.clearSoon();
    }
    return deleted;
  }

  /** UIDs that were expunged after a mod-sequence. */
  public UidSet expungedSince(long mailbox, long modSeq) {
    return transactions.call(() -> rows.expungedSince(mailbox, modSeq));
  }
}
