package org.posthorn.quota.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.accounts.boundary.TestAccounts;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.accounts.value.LimitsChange;
import org.posthorn.accounts.value.OwnLimits;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Quota;
import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.mailstore.QuotaUsage;
import org.posthorn.sasl.Login;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

@OnBothDatabases
class QuotasTest {
  private static final AtomicInteger ROUNDS = new AtomicInteger();

  @TempDir Path directory;
  private final TestDatabase database;
  private final TestAccounts accounts;
  private Store store;
  private Quotas quotas;
  private String domain;
  private Login ann;
  private Login root;

  QuotasTest(TestDatabase database) {
    this.database = database;
    this.accounts = new TestAccounts(database);
  }

  @BeforeEach
  void open() {
    store = new Store(database, directory, false, accounts.limits());
    quotas = store.quotas(accounts.limits(), accounts.directory(), accounts.changeable());
    domain = "q" + ROUNDS.incrementAndGet() + ".test";
    accounts.domain(domain);
    ann = account("ann", false);
    root = account("root", true);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Login account(String name, boolean administrator) {
    String address = name + "@" + domain;
    long id = accounts.account(address, "correct horse", administrator).id();
    store.createAccount(id);
    return new Login(id, address, administrator);
  }

  private static QuotaLimits limits(long octets, long messages, long mailboxes) {
    return new QuotaLimits(limit(octets), limit(messages), limit(mailboxes));
  }

  private static OptionalLong limit(long limit) {
    return limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  private static <T> Optional<Refusal> refusal(Outcome<T> outcome) {
    return outcome instanceof Outcome.Refused<T> refused
        ? Optional.of(refused.reason())
        : Optional.empty();
  }

  private QuotaLimits ofAnn() {
    return quotas.named(ann, ann.address()).result().orElseThrow().limits();
  }

  private void change(OptionalLong octets) {
    accounts.accounts(
        all ->
            all.change(
                TestAccounts.address(ann.address()),
                AccountChange.ofLimits(
                    new LimitsChange(Optional.of(octets), Optional.empty(), Optional.empty()))));
  }

  @Test
  void theServersDefaultsCountUntilAnAccountHasItsOwn() {
    assertThat(ofAnn()).isEqualTo(QuotaLimits.NONE);
    accounts.wiring.defaults(1000, 0, 30);
    assertThat(ofAnn()).isEqualTo(limits(1000, -1, 30));
    change(OptionalLong.of(5));
    assertThat(ofAnn()).isEqualTo(limits(5, -1, 30));
    change(OptionalLong.of(OwnLimits.UNLIMITED));
    assertThat(ofAnn()).isEqualTo(limits(-1, -1, 30));
    change(OptionalLong.empty());
    assertThat(ofAnn()).isEqualTo(limits(1000, -1, 30));
  }

  @Test
  void administratorsSetAllLimitsOfARoot() {
    accounts.wiring.defaults(1000, 1000, 30);
    Outcome<Quota> changed = quotas.change(root, ann.address(), limits(2048, -1, 0));
    assertThat(changed.result())
        .contains(new Quota(ann.address(), new QuotaUsage(0, 0, 6), limits(2048, -1, 0)));
    assertThat(ofAnn()).isEqualTo(limits(2048, -1, 0));
    assertThat(quotas.change(root, ann.address(), QuotaLimits.NONE).result()).isPresent();
    assertThat(ofAnn()).isEqualTo(QuotaLimits.NONE);
    assertThat(refusal(quotas.change(root, "nobody@" + domain, QuotaLimits.NONE)))
        .contains(Refusal.NONEXISTENT);
    assertThat(refusal(quotas.change(root, "", QuotaLimits.NONE))).contains(Refusal.NONEXISTENT);
  }

  @Test
  void othersSeeOnlyTheirOwnRootAndSetNone() {
    assertThat(refusal(quotas.named(ann, root.address()))).contains(Refusal.NOPERM);
    assertThat(refusal(quotas.named(ann, "nobody@" + domain))).contains(Refusal.NOPERM);
    assertThat(refusal(quotas.change(ann, ann.address(), QuotaLimits.NONE)))
        .contains(Refusal.NOPERM);
    Login pretender = new Login(ann.accountId(), ann.address(), true); // was one at login
    assertThat(refusal(quotas.change(pretender, ann.address(), QuotaLimits.NONE)))
        .contains(Refusal.NOPERM);
    assertThat(quotas.named(root, ann.address()).result()).isPresent();
    assertThat(refusal(quotas.named(root, "nobody@" + domain))).contains(Refusal.NONEXISTENT);
  }

  @Test
  void aMailboxIsGovernedByItsOwnersRoot() {
    long inbox = store.mailboxes().list(ann.accountId()).find(MailboxName.INBOX).orElseThrow().id();
    NewMessage message = new NewMessage(store.message("one"), Flags.NONE, 1);
    long size = message.content().size();
    store.mailboxes().append(ann.accountId(), inbox, List.of(message));
    quotas.change(root, ann.address(), limits(2 * size, -1, -1));
    assertThat(quotas.ofMailbox(ann.accountId(), inbox).result())
        .contains(new Quota(ann.address(), new QuotaUsage(size, 1, 6), limits(2 * size, -1, -1)));
    assertThat(refusal(quotas.ofMailbox(ann.accountId(), -1))).contains(Refusal.NONEXISTENT);
    assertThat(quotas.hasRoom(ann.accountId(), inbox, 1, size)).isTrue();
    assertThat(quotas.hasRoom(ann.accountId(), inbox, 1, size + 1)).isFalse();
    assertThat(quotas.takes(ann.accountId(), 0)).isTrue();
    assertThat(quotas.takes(ann.accountId(), size + 1)).isFalse();
    store.mailboxes().append(ann.accountId(), inbox, List.of(message));
    assertThat(quotas.takes(ann.accountId(), 0)).isFalse(); // full, whatever comes
    assertThat(quotas.takes(root.accountId(), 1L << 40)).isTrue();
  }
}
