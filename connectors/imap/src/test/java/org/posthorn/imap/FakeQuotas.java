package org.posthorn.imap;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Quota;
import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.mailstore.QuotaUsage;

/** The limits of {@link FakeStore}: quota roots are the owners of mailboxes. */
final class FakeQuotas {
  private final Map<String, QuotaLimits> limits = new HashMap<>();
  private boolean administrator;

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

  Quota of(String owner, Collection<FakeMailbox> boxes) {
    List<FakeMailbox> own = boxes.stream().filter(box -> box.owner.equals(owner)).toList();
    QuotaUsage used =
        new QuotaUsage(
            own.stream().mapToLong(box -> box.view.octets()).sum(),
            own.stream().mapToLong(box -> box.view.size()).sum(),
            own.size());
    return new Quota(owner, used, limits.getOrDefault(owner, QuotaLimits.NONE));
  }

  boolean fit(String owner, Collection<FakeMailbox> boxes, long messages, long octets) {
    Quota quota = of(owner, boxes);
    return quota.limits().fit(quota.used(), messages, octets);
  }

  boolean fitMailbox(String owner, Collection<FakeMailbox> boxes) {
    Quota quota = of(owner, boxes);
    return quota.limits().fitMailboxes(quota.used().mailboxes(), 1);
  }

  Outcome<Quota> named(String root, Collection<FakeMailbox> boxes) {
    if (!root.equals(FakeStore.USER) && !administrator) {
      return Outcome.refused(Refusal.NOPERM);
    }
    return root.endsWith("@posthorn.test")
        ? Outcome.done(of(root, boxes))
        : Outcome.refused(Refusal.NONEXISTENT);
  }

  Outcome<Quota> change(String root, QuotaLimits wanted, Collection<FakeMailbox> boxes) {
    Outcome<Quota> found = administrator ? named(root, boxes) : Outcome.refused(Refusal.NOPERM);
    if (found.result().isEmpty()) {
      return found;
    }
    limits.put(root, wanted);
    return named(root, boxes);
  }
}
