package org.posthorn.imap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Quota;
import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.mailstore.QuotaRoots;
import org.posthorn.mailstore.QuotaUsage;

/** The limits of {@link FakeStore}: quota roots are the owners of mailboxes. */
final class FakeQuotas implements QuotaRoots {
  private final Map<String, QuotaLimits> limits = new HashMap<>();
  private final FakeStore store;
  private boolean administrator;

  FakeQuotas(FakeStore store) {
    this.store = store;
  }

  /** Limits the mailboxes of an owner; negative is no limit. */
  void limit(String owner, long octets, long messages, long mailboxes) {
    limits.put(owner, new QuotaLimits(limit(octets), limit(messages), limit(mailboxes)));
  }

  private static OptionalLong limit(long limit) {
    return limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  /** Lets ann administer from her next login on. */
  void administrator() {
    administrator = true;
  }

  boolean administered() {
    return administrator;
  }

  private Quota of(String owner) {
    List<FakeMailbox> own = store.all().stream().filter(box -> box.owner.equals(owner)).toList();
    QuotaUsage used =
        new QuotaUsage(
            own.stream().mapToLong(box -> box.view.octets()).sum(),
            own.stream().mapToLong(box -> box.view.size()).sum(),
            own.size());
    return new Quota(owner, used, limits.getOrDefault(owner, QuotaLimits.NONE));
  }

  boolean fit(String owner, long messages, long octets) {
    if (!limits.containsKey(owner)) {
      return true;
    }
    Quota quota = of(owner);
    return quota.limits().fit(quota.used(), messages, octets);
  }

  boolean fitMailbox(String owner) {
    if (!limits.containsKey(owner)) {
      return true;
    }
    Quota quota = of(owner);
    return quota.limits().fitMailboxes(quota.used().mailboxes(), 1);
  }

  @Override
  public Outcome<Quota> named(String root) {
    store.requireWorking();
    boolean governs =
        store.all().stream()
            .anyMatch(box -> box.owner.equals(root) && Permission.READ.isIn(box.rights()));
    if (!root.equals(FakeStore.USER) && !administrator && !governs) {
      return Outcome.refused(Refusal.NOPERM);
    }
    return root.endsWith("@posthorn.test")
        ? Outcome.done(of(root))
        : Outcome.refused(Refusal.NONEXISTENT);
  }

  @Override
  public Outcome<Quota> of(long mailbox) {
    return store.allowed(mailbox, box -> Outcome.done(of(box.owner)), Permission.READ);
  }

  @Override
  public Outcome<Quota> own() {
    return named(FakeStore.USER);
  }

  @Override
  public Outcome<Quota> change(String root, QuotaLimits wanted) {
    Outcome<Quota> found = administrator ? named(root) : Outcome.refused(Refusal.NOPERM);
    if (found.result().isEmpty()) {
      return found;
    }
    limits.put(root, wanted);
    return named(root);
  }

  @Override
  public boolean hasRoom(long mailbox, long messages, long octets) {
    return store
        .box(mailbox)
        .filter(box -> Permission.INSERT.isIn(box.rights()))
        .filter(box -> fit(box.owner, messages, octets))
        .isPresent();
  }
}
