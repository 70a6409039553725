package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.kernel.Address;
import org.posthorn.mailboxes.entity.Grant;
import org.posthorn.mailboxes.entity.Mailbox;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;
import org.posthorn.transactions.boundary.Transactions;

/** Who may do what with mailboxes, by the identifiers that clients use. RFC 4314 §3. */
@ApplicationScoped
public class Acls {
  @Inject Transactions transactions;
  @Inject Grants grants;
  @Inject Actors actors;
  @Inject GrantCache shares;
  @Inject ChangeFeed feed;
  @Inject Directory accounts;

  private record Who(long account, boolean negative) {}

  private record Rows(Mailbox mailbox, List<Grant> grants) {}

  /** Who may do what with a mailbox, the owner first. */
  public Outcome<Acl> of(long account, long mailboxId) {
    Outcome<Rows> found =
        transactions.call(
            () ->
                administered(account, mailboxId)
                    .map(Outcome::<Rows>refused)
                    .orElseGet(() -> rows(mailboxId)));
    return found instanceof Outcome.Refused<Rows> refused
        ? Outcome.refused(refused.reason())
        : Outcome.done(named(found.result().orElseThrow()));
  }

  private Outcome<Rows> rows(long mailboxId) {
    return grants
        .mailbox(mailboxId)
        .map(mailbox -> Outcome.done(new Rows(mailbox, List.copyOf(grants.of(mailboxId)))))
        .orElseGet(() -> Outcome.refused(Refusal.NONEXISTENT));
  }

  /** Why an account does not administer a mailbox; within a transaction. */
  private Optional<Refusal> administered(long account, long mailboxId) {
    return actors.of(account).refusal(mailboxId, Permission.ADMINISTER);
  }

  private Acl named(Rows rows) {
    Set<Long> ids = new HashSet<>();
    rows.grants().forEach(grant -> ids.add(grant.accountId()));
    ids.remove(Grant.ANYONE);
    ids.add(rows.mailbox().accountId());
    Map<Long, String> addresses = accounts.addresses(ids);
    List<Acl.Entry> entries = new ArrayList<>();
    Optional.ofNullable(addresses.get(rows.mailbox().accountId()))
        .ifPresent(owner -> entries.add(new Acl.Entry(owner, Rights.ALL)));
    for (Grant grant : rows.grants()) {
      identifier(grant, addresses)
          .ifPresent(identifier -> entries.add(new Acl.Entry(identifier, grant.rights())));
    }
    return new Acl(entries);
  }

  private static Optional<String> identifier(Grant grant, Map<Long, String> addresses) {
    Optional<String> name =
        grant.accountId() == Grant.ANYONE
            ? Optional.of(Acl.ANYONE)
            : Optional.ofNullable(addresses.get(grant.accountId()));
    return name.map(text -> grant.negative() ? Acl.NEGATIVE + text : text);
  }

  /**
   * Changes who may do what with a mailbox; answers whether anything is different. One after the
   * other, so that none is lost.
   */
  public synchronized Outcome<Boolean> change(long account, long mailboxId, Acl.Change change) {
    Optional<Who> who = who(change.identifier());
    Outcome<Boolean> outcome =
        transactions.call(
            () ->
                administered(account, mailboxId)
                    .or(() -> refusal(who, change))
                    .map(Outcome::<Boolean>refused)
                    .orElseGet(() -> change(mailboxId, who.orElseThrow(), change)));
    if (outcome.result().orElse(false)) {
      tell(who.orElseThrow().account());
    }
    return outcome;
  }

  private Optional<Refusal> refusal(Optional<Who> who, Acl.Change change) {
    if (who.isEmpty()) {
      return Optional.of(Refusal.NOBODY);
    }
    return adds(change) && !mayGet(who.get()) ? Optional.of(Refusal.NOPERM) : Optional.empty();
  }

  private static boolean adds(Acl.Change change) {
    return change.operation() != Acl.Operation.REMOVE && !change.rights().isEmpty();
  }

  private boolean mayGet(Who who) {
    return grants.mayGet(who.account(), who.negative());
  }

  private void tell(long account) {
    if (account == Grant.ANYONE) {
      shares.changed();
      feed.listsChanged();
    } else {
      shares.changed(account);
      feed.listChanged(account);
    }
  }

  private Outcome<Boolean> change(long mailboxId, Who who, Acl.Change change) {
    Optional<Mailbox> mailbox = grants.mailbox(mailboxId);
    if (mailbox.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    if (mailbox.get().accountId() == who.account()) {
      Rights before = who.negative() ? Rights.NONE : Rights.ALL;
      return change.applyTo(before).equals(before)
          ? Outcome.done(false)
          : Outcome.refused(Refusal.CANNOT);
    }
    Grant.Key key = new Grant.Key(mailboxId, who.account(), who.negative());
    Optional<Grant> known = grants.find(key);
    Rights before = known.map(Grant::rights).orElse(Rights.NONE);
    Rights after = change.applyTo(before);
    grants.set(key, known, after);
    return Outcome.done(!after.equals(before));
  }

  /** All rights for the owner, who always has them, none for others. */
  public Outcome<Rights> rightsFor(long account, long mailboxId, String identifier) {
    Optional<Who> who = who(identifier);
    return transactions.call(
        () ->
            administered(account, mailboxId)
                .map(Outcome::<Rights>refused)
                .orElseGet(() -> rightsFor(mailboxId, who)));
  }

  private Outcome<Rights> rightsFor(long mailboxId, Optional<Who> who) {
    if (who.isEmpty()) {
      return Outcome.refused(Refusal.NOBODY);
    }
    if (!mayGet(who.get())) {
      return Outcome.refused(Refusal.NOPERM);
    }
    Optional<Mailbox> mailbox = grants.mailbox(mailboxId);
    if (mailbox.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    boolean owner = mailbox.get().accountId() == who.get().account() && !who.get().negative();
    return Outcome.done(owner ? Rights.ALL : Rights.NONE);
  }

  // Any address by which somebody may log in names the account. RFC 4314 §3.3
  private Optional<Who> who(String identifier) {
    boolean negative = !identifier.isEmpty() && identifier.charAt(0) == Acl.NEGATIVE;
    String name = negative ? identifier.substring(1) : identifier;
    Optional<Long> account =
        name.equals(Acl.ANYONE)
            ? Optional.of(Grant.ANYONE)
            : Address.known(name).flatMap(accounts::account).map(AccountRef::id);
    return account.map(id -> new Who(id, negative));
  }
}
