package org.posthorn.annotations.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.posthorn.annotations.entity.Annotation;
import org.posthorn.mailboxes.boundary.MailboxAccess;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailstore.AnnotationResult;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Metadata;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.schema.boundary.Violations;
import org.posthorn.transactions.boundary.Transactions;

/** Reads and changes annotations. RFC 5464. */
@ApplicationScoped
public class AnnotationStore {

  @Inject Transactions transactions;
  @Inject AnnotationRows rows;
  @Inject AnnotationWatchers watchers;
  @Inject ConfiguredAnnotations configured;
  @Inject Mailboxes mailboxes;
  @Inject MailboxAccess access;

  AnnotationLimits limits = AnnotationLimits.DEFAULT;
  private final Clock clock = Clock.systemUTC();
  private final Object[] locks = Stream.generate(Object::new).limit(64).toArray();

  /** What an account sees of a mailbox or of the server. */
  public Outcome<SortedMap<String, byte[]>> of(
      long account, long mailbox, Collection<String> entries) {
    Outcome<List<Annotation>> found =
        transactions.call(
            () ->
                refusal(account, mailbox, Permission.ANNOTATE)
                    .map(Outcome::<List<Annotation>>refused)
                    .orElseGet(() -> Outcome.done(rowsOf(account, mailbox, entries))));
    if (found instanceof Outcome.Refused<List<Annotation>> refused) {
      return Outcome.refused(refused.reason());
    }
    SortedMap<String, byte[]> values = new TreeMap<>();
    if (mailbox == MailboxList.SERVER) {
      configured.put(values, entries);
    }
    found.result().orElseThrow().forEach(row -> values.put(row.entry(), row.value()));
    return Outcome.done(Collections.unmodifiableSortedMap(values));
  }

  private List<Annotation> rowsOf(long account, long mailbox, Collection<String> entries) {
    return owner(mailbox).map(owner -> rows.of(account, mailbox, owner, entries)).orElse(List.of());
  }

  /** To whom shared annotations of a mailbox belong; empty when it is gone. */
  private Optional<Long> owner(long mailbox) {
    return mailbox == MailboxList.SERVER
        ? Optional.of(AnnotationRows.NOBODY)
        : access.ownerNow(mailbox);
  }

  /**
   * Why an account may not do something with the annotations of a mailbox; within a transaction.
   */
  private Optional<Refusal> refusal(long account, long mailbox, Permission needed) {
    return mailbox == MailboxList.SERVER
        ? Optional.empty()
        : access.refusal(account, mailbox, needed);
  }

  /** What an account sees of all mailboxes. */
  public Map<Long, SortedMap<String, byte[]>> ofMailboxes(
      long account, Collection<String> entries) {
    Map<Long, SortedMap<String, byte[]>> values = new HashMap<>();
    Set<Long> foreign =
        mailboxes.seenBy(account).foreign().values().stream()
            .filter(mailbox -> Permission.ANNOTATE.isIn(mailbox.rights()))
            .map(MailboxList.Mailbox::id)
            .collect(Collectors.toUnmodifiableSet());
    for (Annotation row : transactions.call(() -> rows.ofMailboxes(account, foreign, entries))) {
      values.computeIfAbsent(row.mailboxId(), id -> new TreeMap<>()).put(row.entry(), row.value());
    }
    return values;
  }

  /** Sets annotations as a user. */
  public AnnotationResult set(
      long account, long mailbox, Map<String, Optional<byte[]>> values, AnnotationWatcher from) {
    return mayShare(mailbox) || values.keySet().stream().noneMatch(Metadata::isShared)
        ? change(account, mailbox, values, Optional.of(from))
        : new AnnotationResult.NotPermitted();
  }

  // What is for all of the server is the administrator's.
  private static boolean mayShare(long mailbox) {
    return mailbox != MailboxList.SERVER;
  }

  /** Sets shared annotations of the server, as an administrator. */
  public AnnotationResult setForAll(Map<String, Optional<byte[]>> values) {
    return change(AnnotationRows.NOBODY, MailboxList.SERVER, values, Optional.empty());
  }

  private AnnotationResult change(
      long account,
      long mailbox,
      Map<String, Optional<byte[]>> values,
      Optional<AnnotationWatcher> from) {
    return alone(
        account,
        ownerOr(account, mailbox),
        () -> {
          try {
            return written(account, mailbox, values, from);
          } catch (RuntimeException e) {
            if (!Violations.isConstraint(e)) {
              throw e;
            }
            return written(account, mailbox, values, from); // another server has just set one
          }
        });
  }

  private long ownerOr(long account, long mailbox) {
    return mailbox == MailboxList.SERVER ? account : access.owner(mailbox).orElse(account);
  }

  /** Changes for two accounts, perhaps the same, one after the other, so that the limits hold. */
  private <T> T alone(long account, long other, Supplier<T> change) {
    int one = (int) (account % locks.length);
    int two = (int) (other % locks.length);
    synchronized (locks[Math.min(one, two)]) {
      synchronized (locks[Math.max(one, two)]) {
        return change.get();
      }
    }
  }

  /**
   * Gives a new mailbox of an account what another of its mailboxes has, as far as each of those
   * who noted it may note more. RFC 5464 §4.1.
   */
  public void copy(long account, long from, long to) {
    alone(
        account,
        account,
        () -> {
          transactions.run(() -> copied(from, to));
          return true;
        });
  }

  private void copied(long from, long to) {
    Map<Long, AnnotationChange> changes = new HashMap<>();
    for (Annotation row : rows.ofMailbox(from)) {
      changes
          .computeIfAbsent(row.accountId(), id -> new AnnotationChange(rows, limits))
          .add(new Annotation.Key(row.accountId(), to, row.entry()), Optional.of(row.value()));
    }
    long now = clock.instant().getEpochSecond();
    changes.values().stream()
        .filter(change -> change.refusal().isEmpty())
        .forEach(change -> change.write(now));
  }

  private AnnotationResult written(
      long account,
      long mailbox,
      Map<String, Optional<byte[]>> values,
      Optional<AnnotationWatcher> from) {
    AnnotationChange change = new AnnotationChange(rows, limits);
    AnnotationResult outcome = transactions.call(() -> written(account, mailbox, values, change));
    if (outcome instanceof AnnotationResult.Done) {
      boolean changed = !change.entries(false).isEmpty() || !change.entries(true).isEmpty();
      if (changed && mailbox != MailboxList.SERVER) {
        access.annotated(mailbox);
      }
      watchers.publish(Optional.of(account), mailbox, change.entries(false), from);
      watchers.publish(Optional.empty(), mailbox, change.entries(true), from);
    }
    return outcome;
  }

  private AnnotationResult written(
      long account, long mailbox, Map<String, Optional<byte[]>> values, AnnotationChange change) {
    boolean forAll = values.keySet().stream().anyMatch(Metadata::isShared);
    Optional<Refusal> refused =
        refusal(account, mailbox, forAll ? Permission.ANNOTATE_FOR_ALL : Permission.ANNOTATE);
    Optional<Long> owner = owner(mailbox);
    if (owner.isEmpty() || refused.filter(Refusal.NONEXISTENT::equals).isPresent()) {
      return new AnnotationResult.NoMailbox();
    }
    if (refused.isPresent()) {
      return new AnnotationResult.NotPermitted(); // RFC 5464 §3.3
    }
    values.forEach(
        (entry, value) -> {
          long whose = Metadata.isShared(entry) ? owner.get() : account;
          change.add(new Annotation.Key(whose, mailbox, entry), value);
        });
    Optional<AnnotationResult> refusal = change.refusal();
    if (refusal.isEmpty()) {
      change.write(clock.instant().getEpochSecond());
    }
    return refusal.orElseGet(AnnotationResult.Done::new);
  }
}
