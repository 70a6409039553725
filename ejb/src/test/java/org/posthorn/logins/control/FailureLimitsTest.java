package org.posthorn.logins.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.posthorn.logins.value.Block;
import org.posthorn.logins.value.LoginAttempt;
import org.posthorn.net.Networks;

class FailureLimitsTest {
  private static final Networks NOBODY = Networks.parse("");

  private long now = 1_000_000;
  private final FailureLimits limits = new FailureLimits(() -> now);

  @Test
  void tenAccountsTriedFromAnAddressShutItAndOneMoreEverySixSeconds() {
    for (int i = 0; i < 10; i++) {
      assertThat(delay("u" + i, "192.0.2.1")).isZero();
      fail("u" + i, "192.0.2.1");
    }
    assertThat(delay("v", "192.0.2.1")).isEqualTo(Duration.ofSeconds(6));
    assertThat(delay("v", "192.0.2.2")).isZero();
    pass(Duration.ofSeconds(6));
    assertThat(delay("v", "192.0.2.1")).isZero();
    fail("v", "192.0.2.1");
    assertThat(delay("w", "192.0.2.1")).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void neighboursFillTheirNetwork() {
    for (int host = 1; host <= 30; host++) {
      fail("u" + host, "192.0.2." + host);
    }
    assertThat(delay("v", "192.0.2.60")).isPositive();
    assertThat(delay("v", "192.0.2.64")).isZero(); // the next /26
  }

  @Test
  void fiftyInADayAreEnoughAtAnyHour() {
    for (int i = 0; i < 50; i++) {
      assertThat(delay("u" + i, "2001:db8::1")).as("number %s", i).isZero();
      fail("u" + i, "2001:db8::1");
      pass(Duration.ofSeconds(30));
    }
    pass(Duration.ofMinutes(1));
    assertThat(delay("v", "2001:db8::ffff")).isBetween(Duration.ofMinutes(1), Duration.ofHours(1));
    assertThat(delay("v", "2001:db8:0:1::1")).isZero();
    pass(Duration.ofDays(1));
    assertThat(delay("v", "2001:db8::1")).isZero();
  }

  @Test
  void oneAccountFromOneAddressHoldsUpItselfBeforeItsNeighbours() {
    for (int i = 0; i < 5; i++) {
      fail("ann", "192.0.2.1");
    }
    assertThat(delay("ann", "192.0.2.1")).isEqualTo(Duration.ofSeconds(30));
    for (int i = 0; i < 200; i++) { // all that the account's own limit lets pass
      pass(delay("ann", "192.0.2.1"));
      fail("ann", "192.0.2.1");
    }
    assertThat(delay("bob", "192.0.2.1")).isZero();
  }

  @Test
  void phoneWithAnOldPasswordWhereItIsKnownHoldsUpNobodyElse() {
    LoginAttempt phone = new LoginAttempt("ann", "SCRAM-SHA-256", "192.0.2.1");
    for (int i = 0; i < 500; i++) {
      limits.charge(phone, true, NOBODY);
    }
    assertThat(delay("bob", "192.0.2.1")).isZero();
    assertThat(limits.delay(phone, true, NOBODY)).isPositive();
    assertThat(delay("ann", "192.0.2.1")).as("by a password that is seen").isZero();
  }

  @Test
  void whereAnAccountIsKnownOthersDoNotHoldItUp() {
    for (int i = 0; i < 100; i++) {
      fail("u" + i, "192.0.2.1");
    }
    assertThat(delay("ann", "192.0.2.1")).isPositive();
    assertThat(limits.delay(plain("ann", "192.0.2.1"), true, NOBODY)).isZero();
  }

  @Test
  void accountUnderAttackIsSlowedAndNotShut() {
    for (int i = 0; i < 9; i++) {
      fail("ann", "198.51." + i + ".1");
    }
    assertThat(delay("ann", "192.0.2.1")).isZero();
    Duration before = Duration.ZERO;
    for (int i = 9; i < 60; i++) {
      fail("ann", "198.51." + i + ".1");
      Duration delay = delay("ann", "192.0.2.1");
      assertThat(delay).isBetween(before, FailureBudget.SLOWEST);
      before = delay;
    }
    assertThat(before).isEqualTo(FailureBudget.SLOWEST);
    assertThat(limits.delay(plain("ann", "192.0.2.1"), true, NOBODY)).isZero();
    pass(FailureBudget.SLOWEST);
    assertThat(delay("ann", "192.0.2.1")).isZero();
    assertThat(delay("bob", "192.0.2.1")).isZero();
  }

  @Test
  void trustedNetworksAreNotCounted() {
    Networks trusted = Networks.parse("192.0.2.0/24");
    for (int i = 0; i < 500; i++) {
      limits.charge(plain("u" + i, "192.0.2.1"), false, trusted);
    }
    assertThat(limits.delay(plain("ann", "192.0.2.1"), false, trusted)).isZero();
  }

  @Test
  void failuresByHttpDoNotHoldUpMailPrograms() {
    for (int i = 0; i < 100; i++) {
      limits.charge(new LoginAttempt("u" + i, "BASIC", "192.0.2.1"), false, NOBODY);
    }
    assertThat(limits.delay(new LoginAttempt("ann", "BASIC", "192.0.2.1"), false, NOBODY))
        .isPositive();
    assertThat(delay("ann", "192.0.2.1")).isZero();
  }

  @Test
  void whatWasNoFailureIsTakenBack() {
    for (int i = 0; i < 1000; i++) {
      limits.refund(limits.charge(plain("ann", "192.0.2.1"), false, NOBODY));
    }
    assertThat(delay("ann", "192.0.2.1")).isZero();
  }

  @Test
  void blocksAreSeenAndLifted() {
    for (int i = 0; i < 10; i++) {
      fail("u" + i, "192.0.2.1");
    }
    assertThat(limits.blocks())
        .containsExactly(new Block("address", "192.0.2.1", "mail", 10, Duration.ofSeconds(6)));
    assertThat(limits.lift("address", "192.0.2.2")).isFalse();
    assertThat(limits.lift("address", "192.0.2.1")).isTrue();
    assertThat(limits.blocks()).isEmpty();
    assertThat(delay("v", "192.0.2.1")).isZero();
  }

  private Duration delay(String user, String client) {
    return limits.delay(plain(user, client), false, NOBODY);
  }

  private void fail(String user, String client) {
    limits.charge(plain(user, client), false, NOBODY);
  }

  private void pass(Duration time) {
    now += time.toMillis();
  }

  private static LoginAttempt plain(String user, String client) {
    return new LoginAttempt(user, "PLAIN", client);
  }
}
