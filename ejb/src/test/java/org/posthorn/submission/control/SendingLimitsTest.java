package org.posthorn.submission.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.entity.TestAccounts;
import org.posthorn.submission.value.SendingGrantInfo;
import org.posthorn.submission.value.SendingGrantInfo.Kind;
import org.posthorn.submission.value.SendingRules;
import org.posthorn.submission.value.SendingUse;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** How much accounts may send within a day, and who may write for whom. */
@OnBothDatabases
class SendingLimitsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:30:00Z");
  private static final SendingRules FIVE =
      new SendingRules(OptionalLong.of(5), OptionalLong.of(3), false);

  private final TestDatabase database;
  private final Rows rows = new Rows();
  private final SendingLimits limits = new SendingLimits();
  private long account;
  private long other;

  SendingLimitsTest(TestDatabase database) {
    this.database = database;
    rows.entities = database.entityManager();
    limits.rows = rows;
    at(NOON);
  }

  private void at(Instant now) {
    limits.clock = Clock.fixed(now, ZoneOffset.UTC);
  }

  @BeforeEach
  void accounts() {
    account = TestAccounts.add(database);
    other = TestAccounts.add(database);
  }

  private static Set<Long> to(long... recipients) {
    return LongStream.of(recipients).boxed().collect(Collectors.toSet());
  }

  @Test
  void recipientsWithinADayAreCounted() {
    assertThat(limits.admit(account, FIVE, to(1, 2))).isTrue();
    limits.write();
    assertThat(limits.admit(account, FIVE, to(1, 2))).isTrue();
    assertThat(limits.admit(account, FIVE, to(1, 2))).isFalse(); // would be six
    assertThat(limits.admit(account, FIVE, to(1))).isTrue();
    assertThat(limits.admit(account, FIVE, to(1))).isFalse();
    assertThat(limits.admit(other, FIVE, to(1))).isTrue();
    assertThat(limits.use(account)).isEqualTo(new SendingUse(5, 2));
  }

  @Test
  void recipientsWhoAreNewHaveALimitOfTheirOwn() {
    assertThat(limits.admit(account, FIVE, to(1, 2, 3, 4))).isFalse();
    assertThat(limits.admit(account, FIVE, to(1, 2, 3))).isTrue();
    assertThat(limits.admit(account, FIVE, to(4))).isFalse();
    limits.write();
    assertThat(limits.admit(account, FIVE, to(4))).isFalse();
    assertThat(limits.admit(account, FIVE, to(3))).isTrue();
  }

  @Test
  void aDayLaterAllMayBeSentAgain() {
    assertThat(limits.admit(account, FIVE, to(1, 2, 3))).isTrue();
    limits.write();
    at(NOON.plus(Duration.ofHours(22)));
    assertThat(limits.admit(account, FIVE, to(4))).isFalse();
    limits.write();
    at(NOON.plus(Duration.ofHours(24)));
    assertThat(limits.admit(account, FIVE, to(4, 5, 6))).isTrue();
    limits.write();
    assertThat(limits.use(account)).isEqualTo(new SendingUse(3, 3));
  }

  @Test
  void whatAnotherServerHasCountedCounts() {
    SendingLimits there = new SendingLimits();
    there.rows = rows;
    there.clock = limits.clock;
    assertThat(there.admit(account, FIVE, to(1, 2, 3))).isTrue();
    there.write();
    assertThat(limits.admit(account, FIVE, to(1, 2, 3))).isFalse();
    assertThat(limits.admit(account, FIVE, to(1, 2))).isTrue();
  }

  @Test
  void withoutLimitNothingIsCounted() {
    SendingRules none = new SendingRules(OptionalLong.of(-1), OptionalLong.of(-1), false);
    assertThat(limits.admit(account, none, to(1, 2, 3))).isTrue();
    assertThat(limits.use(account)).isEqualTo(new SendingUse(0, 0));
  }

  @Test
  void onlySoManyRecipientsAreRemembered() {
    Set<Long> many =
        LongStream.range(0, SubmissionRows.MOST_KNOWN + 10L).boxed().collect(Collectors.toSet());
    rows.add(account, new SendingUse(1, 1), many, NOON);
    rows.add(account, new SendingUse(1, 1), to(-1), NOON.plusSeconds(1));
    assertThat(rows.known(account, to(-1, 1))).containsExactly(-1L);
  }

  @Test
  void grantsAreMadeChangedAndTakenBack() {
    SendingGrantInfo grant = rows.grant(account, other, Kind.ON_BEHALF, NOON);
    assertThat(rows.granted(other)).containsExactly(grant);
    assertThat(rows.granted(account)).isEmpty();
    assertThat(rows.grants(account)).containsExactly(grant);
    assertThat(rows.grant(account, other, Kind.AS, NOON).id()).isEqualTo(grant.id());
    assertThat(rows.granted(other)).extracting(SendingGrantInfo::kind).containsExactly(Kind.AS);
    assertThat(rows.revoke(grant.id())).isTrue();
    assertThat(rows.revoke(grant.id())).isFalse();
    assertThat(rows.granted(other)).isEmpty();
  }

  @Test
  void rulesOfAnAccountAreKept() {
    assertThat(rows.rules(account)).isEqualTo(SendingRules.DEFAULT);
    rows.set(account, FIVE);
    assertThat(rows.rules(account)).isEqualTo(FIVE);
    SendingRules own = new SendingRules(OptionalLong.empty(), OptionalLong.of(-1), true);
    rows.set(account, own);
    assertThat(rows.rules(account)).isEqualTo(own);
  }

  /** Gives each call the transaction that the container would. */
  private final class Rows extends SubmissionRows {
    @Override
    public SendingRules rules(long id) {
      return database.inTransaction(any -> super.rules(id));
    }

    @Override
    public void set(long id, SendingRules rules) {
      database.transact(any -> super.set(id, rules));
    }

    @Override
    public SendingUse use(long id, Instant now) {
      return database.inTransaction(any -> super.use(id, now));
    }

    @Override
    public Set<Long> known(long id, Collection<Long> recipients) {
      return database.transacting()
          ? super.known(id, recipients)
          : database.inTransaction(any -> super.known(id, recipients));
    }

    @Override
    public void add(long id, SendingUse sent, Set<Long> recipients, Instant now) {
      database.transact(any -> super.add(id, sent, recipients, now));
    }

    @Override
    public List<SendingGrantInfo> granted(long delegate) {
      return database.inTransaction(any -> super.granted(delegate));
    }

    @Override
    public List<SendingGrantInfo> grants(long id) {
      return database.inTransaction(any -> super.grants(id));
    }

    @Override
    public SendingGrantInfo grant(long owner, long delegate, Kind kind, Instant now) {
      return database.inTransaction(any -> super.grant(owner, delegate, kind, now));
    }

    @Override
    public boolean revoke(long id) {
      return database.inTransaction(any -> super.revoke(id));
    }
  }
}
