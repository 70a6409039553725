package org.posthorn.mailboxes.control;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.posthorn.events.boundary.MessageDelivered;
import org.posthorn.mailboxes.entity.Delivered;
import org.posthorn.mailboxes.entity.LogEntry;
import org.posthorn.mailboxes.entity.ParcelRow;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessageColumns;

/**
 * What one transaction writes: changes of mailboxes, each on top of the one before. Views that come
 * of it are seen by nobody else until the commit.
 */
final class Batch {
  private final Map<Long, Optional<MailboxView>> before;
  private final long number;
  private final int maxMessages;
  private final Map<Long, MailboxView> found = new LinkedHashMap<>();
  private final Map<Long, MailboxView> pending = new LinkedHashMap<>();
  private final Map<Long, Long> effortPerMailbox = new LinkedHashMap<>();
  private final List<LogEntry> rows = new ArrayList<>();
  private final List<ParcelRow> parcels = new ArrayList<>();
  private final List<Delivered> deliveries = new ArrayList<>();
  private final List<Supplier<MessageDelivered>> events = new ArrayList<>();
  private final Set<Long> deleted = new LinkedHashSet<>();
  private final Set<Long> lost = new LinkedHashSet<>();
  private final Set<Delivered.Key> done = new HashSet<>();

  private final Map<Long, AccountUsage.Sum> promised = new HashMap<>();

  private boolean planned;

  /**
   * A batch with a random number, by which its rows are known.
   *
   * @param before the mailboxes that it is about: within its transaction nothing is read that needs
   *     another one
   * @param maxMessages to how many messages a mailbox may grow
   */
  Batch(Map<Long, Optional<MailboxView>> before, long number, int maxMessages) {
    this.maxMessages = maxMessages;
    this.before = before;
    this.number = number;
  }

  /** Deliveries that have been there before. */
  void remember(Collection<Delivered.Key> earlier) {
    done.addAll(earlier);
  }

  /** A mailbox as another server has left it, later than what is in memory. */
  void found(MailboxView view) {
    found.put(view.mailboxId(), view);
  }

  /** Another server has deleted a mailbox. */
  void lost(long mailboxId) {
    lost.add(mailboxId);
  }

  /** What {@link #lost(long)} was told. */
  Set<Long> lost() {
    return lost;
  }

  /** What {@link #found(MailboxView)} was told. */
  Collection<MailboxView> found() {
    return found.values();
  }

  /** A mailbox as it is after what this batch did to it so far; empty when there is none. */
  Optional<MailboxView> view(long mailboxId) {
    if (deleted.contains(mailboxId) || lost.contains(mailboxId)) {
      return Optional.empty();
    }
    MailboxView changed = pending.get(mailboxId);
    if (changed == null) {
      changed = found.get(mailboxId);
    }
    if (changed != null) {
      return Optional.of(changed);
    }
    Optional<MailboxView> view = before.get(mailboxId);
    if (view == null) {
      throw new IllegalStateException("nobody has said that mailbox " + mailboxId + " is needed");
    }
    return view;
  }

  /** Adds a change to the log of its mailbox and returns the view after it. */
  MailboxView change(MailboxView before, MailboxChange change) {
    MailboxView after = before.after(change);
    pending.put(before.mailboxId(), after);
    effortPerMailbox.merge(before.mailboxId(), Snapshots.effort(change.count()), Long::sum);
    rows.add(new LogEntry(before.mailboxId(), change, number));
    return after;
  }

  /** Adds a row by which a parcel comes, and returns the view after it. */
  MailboxView parcel(MailboxView before, NewMessageColumns arrivals, ParcelRow row) {
    MailboxView after = before.after(arrivals);
    pending.put(before.mailboxId(), after);
    effortPerMailbox.merge(before.mailboxId(), Snapshots.effort(arrivals.count()), Long::sum);
    rows.add(new LogEntry(before.mailboxId(), after.highestModSeq(), row, number));
    parcels.add(row);
    return after;
  }

  /** The parcels that come with it. */
  List<ParcelRow> parcels() {
    return parcels;
  }

  /** Whether a mailbox may have so many messages more. */
  boolean fit(MailboxView mailbox, int messages) {
    return messages <= maxMessages - mailbox.size();
  }

  /**
   * Whether an account has room for what is to come besides what this batch brings it already; then
   * it counts, too.
   */
  boolean takes(QuotaAllowance allowance, long messages, long octets) {
    if (allowance.unlimited()) {
      return true;
    }
    AccountUsage.Sum before =
        promised.getOrDefault(allowance.account(), new AccountUsage.Sum(0, 0));
    if (!allowance.fit(before, messages, octets)) {
      return false;
    }
    promised.put(
        allowance.account(),
        new AccountUsage.Sum(before.messages() + messages, before.octets() + octets));
    return true;
  }

  /** Whether a delivery has been there, before or in this batch. */
  boolean delivered(String deliveryId, long accountId) {
    return done.contains(new Delivered.Key(deliveryId, accountId));
  }

  /** Remembers a delivery, and how it is told. */
  void delivers(Delivered delivered, Supplier<MessageDelivered> event) {
    done.add(delivered.key());
    deliveries.add(delivered);
    events.add(event);
  }

  /** The deliveries, as they are told to observers. */
  List<Supplier<MessageDelivered>> events() {
    return events;
  }

  /** A mailbox is deleted with this batch: what the batch did to it before is not written. */
  void deleted(long mailboxId) {
    deleted.add(mailboxId);
    pending.remove(mailboxId);
    rows.removeIf(row -> row.mailboxId() == mailboxId);
  }

  /** All rows have reached the database; from now on the commit may have happened. */
  void planned() {
    planned = true;
  }

  /** Whether a failure leaves it open if the commit happened. */
  boolean doubtful() {
    return planned && !rows.isEmpty();
  }

  List<Delivered> deliveries() {
    return deliveries;
  }

  List<LogEntry> rows() {
    return rows;
  }

  /** The mailboxes that have new views. */
  Collection<MailboxView> changedViews() {
    return pending.values();
  }

  /** The mod-sequence of the first change of each mailbox. */
  Map<Long, Long> firstChanges() {
    Map<Long, Long> first = new HashMap<>();
    rows.forEach(row -> first.putIfAbsent(row.key().mailboxId(), row.key().modSeq()));
    return first;
  }

  /** What it will take to read what was added to the log of a mailbox. */
  long effortOf(long mailboxId) {
    return effortPerMailbox.getOrDefault(mailboxId, 0L);
  }

  Set<Long> deletedMailboxes() {
    return deleted;
  }
}
