package org.posthorn.mailboxes.control;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;

/** Puts messages into a mailbox, all or none. */
final class AppendOperation extends Operation<Outcome<AddedMessages>> {
  private final Optional<Actor> actor;
  private final long mailboxId;
  private final List<NewMessage> messages;
  private final QuotaAllowance allowance;
  private final boolean limited;
  private final Clock clock;

  /** Whatever the limits and rights are: these messages have been taken. */
  AppendOperation(long mailboxId, NewMessage taken, Clock clock) {
    this(Optional.empty(), mailboxId, List.of(taken), QuotaAllowance.UNLIMITED, false, clock);
  }

  AppendOperation(
      Actor actor,
      long mailboxId,
      List<NewMessage> messages,
      QuotaAllowance allowance,
      Clock clock) {
    this(Optional.of(actor), mailboxId, messages, allowance, true, clock);
  }

  private AppendOperation(
      Optional<Actor> actor,
      long mailboxId,
      List<NewMessage> messages,
      QuotaAllowance allowance,
      boolean limited,
      Clock clock) {
    this.actor = actor;
    this.limited = limited;
    this.mailboxId = mailboxId;
    this.messages = messages;
    this.allowance = allowance;
    this.clock = clock;
  }

  @Override
  Set<Long> mailboxes() {
    return Set.of(mailboxId);
  }

  @Override
  LongStream newContent() {
    return messages.stream().mapToLong(message -> message.content().id());
  }

  @Override
  long newOctets() {
    return octets();
  }

  @Override
  int weight() {
    return messages.size();
  }

  @Override
  Outcome<AddedMessages> plan(Batch batch) {
    return plan(batch, 0, 0);
  }

  /** Plans it together with something that gives the account room. */
  Outcome<AddedMessages> plan(Batch batch, long freedMessages, long freedOctets) {
    Rights rights = actor.map(who -> who.rights(mailboxId)).orElse(Rights.ALL);
    if (!Permission.INSERT.isIn(rights)) {
      return Outcome.refused(rights.refusal());
    }
    Optional<MailboxView> known = batch.view(mailboxId);
    if (known.isEmpty()) {
      return Outcome.refused(Outcome.Refusal.NONEXISTENT);
    }
    MailboxView before = known.get();
    if (limited && !batch.fit(before, messages.size())) {
      return Outcome.refused(Outcome.Refusal.LIMIT);
    }
    long now = clock.instant().getEpochSecond();
    long uid = before.uidNext();
    List<MailboxChange.Message> added = new ArrayList<>(messages.size());
    for (NewMessage m : messages) {
      added.add(
          new MailboxChange.Message(
              uid++,
              rights.settable(m.flags()), // RFC 4314 §4
              Math.toIntExact(m.content().size()),
              m.internalDate(),
              now,
              m.content().id()));
    }
    if (uid > UidSet.MAX) {
      return Outcome.refused(Outcome.Refusal.LIMIT);
    }
    if (!allowance.unlimited()
        && !batch.takes(allowance, messages.size() - freedMessages, octets() - freedOctets)) {
      return Outcome.refused(Outcome.Refusal.OVERQUOTA);
    }
    MailboxView after =
        batch.change(before, new MailboxChange.Added(before.highestModSeq() + 1, added));
    UidSet target = UidSet.range(before.uidNext(), uid - 1);
    return Outcome.done(new AddedMessages(after.uidValidity(), UidSet.EMPTY, target, after));
  }

  private long octets() {
    return messages.stream().mapToLong(message -> message.content().size()).sum();
  }
}
