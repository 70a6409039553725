package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthorn.mailboxes.entity.Mailbox;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights.Right;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Creates, deletes and renames mailboxes of others for an account, as far as it may. What stands in
 * the way but cannot be seen by the account decides too. RFC 4314 §4.
 */
@ApplicationScoped
public class ForeignMailboxes {
  @Inject SharedMailboxes shared;
  @Inject MailboxDirectory directory;
  @Inject MailboxLog log;
  @Inject Grants grants;
  @Inject Actors actors;
  @Inject Transactions transactions;

  /** Creates a mailbox below one in which the account has the right to. */
  public Outcome<MailboxList.Mailbox> create(
      long account, MailboxName name, Optional<SpecialUse> use) {
    Optional<Place> place = place(account, name);
    if (place.isEmpty()) {
      return Outcome.refused(Refusal.NOPERM);
    }
    if (use.isPresent()) {
      return Outcome.refused(Refusal.USEATTR);
    }
    MailboxName own = place.get().name();
    Outcome<MailboxList.Mailbox> created =
        directory.create(
            place.get().owner(), own, use, now -> noCreation(actors.of(account), own, now));
    return created.result().isEmpty()
        ? created
        : shared.list(account).find(name).map(Outcome::done).orElse(created);
  }

  /** Deletes a mailbox, not those below it; never INBOX. */
  public Outcome<MailboxName> delete(long account, MailboxName name) {
    Outcome<Place> found = deletable(account, name);
    if (found instanceof Outcome.Refused<Place> refused) {
      return Outcome.refused(refused.reason());
    }
    Place place = found.result().orElseThrow();
    Outcome<Boolean> deleted = log.deleteFor(account, place.owner(), place.id());
    if (deleted instanceof Outcome.Refused<Boolean> refused) {
      return Outcome.refused(refused.reason());
    }
    return deleted.result().orElse(false)
        ? Outcome.done(name)
        : Outcome.refused(Refusal.NONEXISTENT);
  }

  /** Renames a mailbox, not INBOX, and all below it, to a name among its owner's mailboxes. */
  public Outcome<MailboxName> rename(long account, MailboxName from, MailboxName to) {
    Outcome<Place> found = deletable(account, from);
    if (found instanceof Outcome.Refused<Place> refused) {
      return Outcome.refused(refused.reason());
    }
    Place old = found.result().orElseThrow();
    if (!to.isForeign()) {
      return Outcome.refused(Refusal.CANNOT);
    }
    Optional<Place> place = beside(account, old, from, to).or(() -> place(account, to));
    if (place.isEmpty()) {
      return Outcome.refused(Refusal.NOPERM);
    }
    if (place.get().owner() != old.owner()) {
      return Outcome.refused(Refusal.CANNOT);
    }
    MailboxName target = place.get().name();
    Outcome<MailboxName> renamed =
        directory.rename(
            old.owner(), old.name(), target, now -> noRename(actors.of(account), old, target, now));
    return renamed.result().isPresent() ? Outcome.done(to) : renamed;
  }

  /** Why a mailbox may not be created, by what counts within the transaction that does it. */
  private static Optional<Refusal> noCreation(Actor actor, MailboxName name, MailboxList now) {
    boolean allowed =
        MailboxDirectory.nearestAbove(name, now)
            .filter(above -> actor.refusal(above.id(), Permission.CREATE).isEmpty())
            .isPresent();
    return allowed ? Optional.empty() : Optional.of(Refusal.NOPERM);
  }

  /** The same for a mailbox that is to get another name; see {@link #beside}. */
  private static Optional<Refusal> noRename(
      Actor actor, Place old, MailboxName target, MailboxList now) {
    if (now.find(old.name()).filter(there -> there.id() == old.id()).isEmpty()) {
      return Optional.of(Refusal.NONEXISTENT); // another one has the name by now
    }
    return actor
        .refusal(old.id(), Permission.DELETE)
        .or(
            () ->
                target.parents().isEmpty()
                    ? actor.refusal(old.id(), Permission.CREATE)
                    : noCreation(actor, target, now));
  }

  /** A mailbox, or what could be one, by its owner's name for it. */
  private record Place(long owner, long id, MailboxName name) {}

  /**
   * Another name at the top of the owner's mailboxes, for a mailbox that is there. No parent grants
   * the right to; that in the mailbox itself counts. RFC 4314 §4, RENAME.
   */
  private Optional<Place> beside(long account, Place old, MailboxName from, MailboxName to) {
    String owner = from.text().substring(0, from.text().length() - old.name().text().length());
    if (!old.name().parents().isEmpty() || !to.text().startsWith(owner)) {
      return Optional.empty();
    }
    return MailboxName.parse(to.text().substring(owner.length()))
        .filter(name -> name.parents().isEmpty())
        .filter(name -> transactions.call(() -> grants.rights(account, old.id())).has(Right.CREATE))
        .map(name -> new Place(old.owner(), old.id(), name));
  }

  private Outcome<Place> deletable(long account, MailboxName name) {
    Optional<MailboxList.Mailbox> seen = shared.list(account).find(name);
    if (seen.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    if (!seen.get().rights().has(Right.DELETE)) {
      return Outcome.refused(seen.get().refusal());
    }
    Optional<Place> place = place(seen.get().id());
    if (place.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    return place.get().name().isInbox()
        ? Outcome.refused(Refusal.CANNOT)
        : Outcome.done(place.get());
  }

  private Optional<Place> place(long mailboxId) {
    Optional<Mailbox> row = transactions.call(() -> grants.mailbox(mailboxId));
    return row.map(mailbox -> new Place(mailbox.accountId(), mailboxId, mailbox.name()));
  }

  /** Where a name would be, if the account may create it: its parent may be hidden from it. */
  private Optional<Place> place(long account, MailboxName name) {
    return MailboxDirectory.nearestAbove(name, shared.list(account))
        .filter(MailboxList.Mailbox::foreign)
        .flatMap(
            above ->
                place(above.id())
                    .map(
                        place ->
                            new Place(
                                place.owner(), place.id(), name.moved(above.name(), place.name()))))
        .filter(place -> mayCreate(account, place));
  }

  private boolean mayCreate(long account, Place place) {
    Optional<MailboxList.Mailbox> above =
        MailboxDirectory.nearestAbove(place.name(), directory.list(place.owner()));
    return above.isPresent()
        && transactions.call(() -> grants.rights(account, above.get().id())).has(Right.CREATE);
  }
}
