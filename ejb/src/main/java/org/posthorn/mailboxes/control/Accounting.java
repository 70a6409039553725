package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.accounts.boundary.Limits;
import org.posthorn.kernel.SteadyClock;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.mailstore.QuotaUsage;
import org.posthorn.mailstore.SpecialUse;

/**
 * What accounts have and how much more may come. An account with a limit is counted once, when that
 * is first asked; then each commit tells the difference. Where other servers write too, it is
 * counted again when the last time is some seconds ago. RFC 9208 §5.
 */
@ApplicationScoped
public class Accounting {
  private static final long LIFE = 10_000; // milliseconds; as limits that another server changed

  private static final long FAR = 1_000_000;

  @Inject Limits limits;
  @Inject Owners owners;
  @Inject Usages usages;
  @Inject MailboxDirectory directory;
  @Inject Views views;

  @Inject
  @ConfigProperty(name = "posthorn.store.shared", defaultValue = "false")
  boolean shared;

  /** Per cent of a limit that the trash and the drafts may have beyond it. */
  @Inject
  @ConfigProperty(name = "posthorn.quota.grace", defaultValue = "10")
  int grace = 10;

  Clock clock = SteadyClock.steady();

  /** Whose a mailbox is; empty when it is gone. */
  public OptionalLong owner(long mailbox) {
    return owners.of(mailbox);
  }

  /** What an account has. */
  public QuotaUsage used(long account) {
    List<Long> mailboxes = mailboxes(account);
    AccountUsage usage =
        limits.of(account).boundMessages()
            ? counted(account)
            : count(new AccountUsage(), mailboxes);
    AccountUsage.Sum sum = usage.sum();
    return new QuotaUsage(sum.octets(), sum.messages(), mailboxes.size());
  }

  /** Whether so much more may come to an account. */
  public boolean hasRoom(long account, long messages, long octets) {
    return ofAccount(account, limits.of(account), messages).fit(messages, octets);
  }

  /** Whether so much more may come to a mailbox; also when that is gone. */
  public boolean hasRoomIn(long mailbox, long messages, long octets) {
    return ofMailbox(mailbox, messages).fit(messages, octets);
  }

  /** What may come to a mailbox to which so many messages are to come. */
  QuotaAllowance ofMailbox(long mailbox, long messages) {
    OptionalLong owner = owners.of(mailbox);
    if (owner.isEmpty()) {
      return QuotaAllowance.UNLIMITED;
    }
    long account = owner.getAsLong();
    QuotaLimits bound = limits.of(account);
    return ofAccount(account, mayExceed(mailbox) ? bound.withGrace(grace) : bound, messages);
  }

  /**
   * Programs that do not know MOVE delete by a copy to the trash, and save a draft before they
   * expunge the one that it replaces: who is full could do neither.
   */
  private boolean mayExceed(long mailbox) {
    return owners
        .use(mailbox)
        .filter(use -> use == SpecialUse.TRASH || use == SpecialUse.DRAFTS)
        .isPresent();
  }

  /** What may come to the account of a mailbox from another one: any amount within an account. */
  QuotaAllowance moved(long from, long to, long messages) {
    return sameAccount(from, to) ? QuotaAllowance.UNLIMITED : ofMailbox(to, messages);
  }

  /** Whether two mailboxes are of one account. */
  boolean sameAccount(long one, long other) {
    return one == other || owners.of(one).equals(owners.of(other));
  }

  private QuotaAllowance ofAccount(long account, QuotaLimits bound, long messages) {
    if (!bound.boundMessages() || far(bound) && usages.of(account).onCredit(messages)) {
      return QuotaAllowance.UNLIMITED;
    }
    return new QuotaAllowance(account, bound, counted(account));
  }

  /** Whether all mailboxes of an account need not be counted for the sake of a few messages. */
  private static boolean far(QuotaLimits bound) {
    return bound.octets().isEmpty() && bound.messages().orElse(FAR) >= FAR;
  }

  private AccountUsage counted(long account) {
    AccountUsage usage = usages.of(account);
    long now = clock.millis();
    if (!usage.countedSince(shared ? now - LIFE : Long.MIN_VALUE)) {
      count(usage, mailboxes(account));
    }
    return usage;
  }

  private AccountUsage count(AccountUsage usage, List<Long> mailboxes) {
    long now = clock.millis();
    for (long mailbox : mailboxes) {
      views.peek(mailbox).ifPresent(usage::know);
    }
    usage.counted(mailboxes, now);
    return usage;
  }

  private List<Long> mailboxes(long account) {
    return directory.list(account).all().stream().map(MailboxList.Mailbox::id).toList();
  }
}
