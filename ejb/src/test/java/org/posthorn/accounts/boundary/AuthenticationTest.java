package org.posthorn.accounts.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.accounts.boundary.TestAccounts.address;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.ScramDerivation;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

@OnBothDatabases
class AuthenticationTest {
  private static final AtomicInteger DOMAINS = new AtomicInteger();
  private static final String CLIENT = "192.0.2.1";
  private static final String PASSWORD = "pässword 1";

  private final TestDatabase database;
  private final TestAccounts here;
  private final String domain = "l" + DOMAINS.incrementAndGet() + ".test";
  private final String user = "ann@" + domain;
  private Admission granted = new Admission.Denied();

  AuthenticationTest(TestDatabase database) {
    this.database = database;
    here = new TestAccounts(database);
  }

  @BeforeEach
  void createAccount() {
    here.domain(domain);
    granted = new Admission.Granted(new Login(here.account(user, PASSWORD, false).id(), user));
  }

  @Test
  void rightPasswordIsWelcome() {
    assertThat(verify(user, PASSWORD)).isEqualTo(granted);
    assertThat(verify("ANN@" + domain, "pa\u0308ssword\u00a01")).isEqualTo(granted); // RFC 8265
    assertThat(verify("ann+x@" + domain, PASSWORD)).isEqualTo(new Admission.Denied());
  }

  @Test
  void whateverElseIsDenied() {
    String huge = "x".repeat(100_000);
    for (String wrong : List.of("", "Pässword 1", PASSWORD + " ", "a\u0000b", huge)) {
      assertThat(verify(user, wrong)).isEqualTo(new Admission.Denied());
    }
    for (String nobody : List.of("", "ann", "bob@" + domain, huge, "ann@" + huge)) {
      here.wiring.clock.advance(Duration.ofMinutes(1));
      assertThat(verify(nobody, PASSWORD)).isEqualTo(new Admission.Denied());
    }
  }

  @Test
  void unknownUserCostsAsMuchAsWrongPassword() {
    verify(user, "warming up");
    verify("bob@" + domain, "warming up");
    long wrong = time(() -> verify(user, "wrong password"));
    long unknown = time(() -> verify("bob@" + domain, "wrong password"));
    assertThat((double) unknown / wrong).isBetween(0.4, 2.5);
  }

  @Test
  void passwordIsRememberedAtOnceAndNotForEver() {
    verify(user, PASSWORD);
    long slow = time(() -> verify(user, "wrong password"));
    assertThat(time(() -> verify(user, PASSWORD))).isLessThan(slow / 4);
    here.wiring.clock.advance(Duration.ofMinutes(16));
    long start = System.nanoTime();
    verify(user, PASSWORD);
    assertThat(System.nanoTime() - start).isGreaterThan(slow / 4);
  }

  @Test
  void newPasswordReplacesARememberedOne() {
    assertThat(verify(user, PASSWORD)).isEqualTo(granted);
    here.accounts(a -> a.change(address(user), AccountChange.ofPassword("another one")));
    assertThat(verify(user, PASSWORD)).isEqualTo(new Admission.Denied());
    assertThat(verify(user, "another one")).isEqualTo(granted);
  }

  @Test
  void standingLastsAsLongAsThePassword() {
    Login login = ((Admission.Granted) granted).login();
    Optional<String> before = standing(login);
    assertThat(before).isPresent();
    assertThat(standing(login)).isEqualTo(before);
    here.accounts(a -> a.change(address(user), AccountChange.ofPassword("another one")));
    assertThat(standing(login)).isPresent().isNotEqualTo(before);
    AccountChange disabled =
        new AccountChange(
            Optional.empty(), Optional.of(true), Optional.empty(), List.of(), List.of());
    here.accounts(a -> a.change(address(user), disabled));
    assertThat(standing(login)).isEmpty();
    assertThat(standing(new Login(login.accountId() + 1, user))).isEmpty();
  }

  private Optional<String> standing(Login login) {
    return here.login(l -> l.standing(login, Optional.empty()));
  }

  @Test
  void disabledAccountIsDeniedEvenWithARememberedPassword() {
    assertThat(verify(user, PASSWORD)).isEqualTo(granted);
    AccountChange disabled =
        new AccountChange(
            Optional.empty(), Optional.of(true), Optional.empty(), List.of(), List.of());
    here.accounts(a -> a.change(address(user), disabled));
    assertThat(verify(user, PASSWORD)).isEqualTo(new Admission.Denied());
    assertThat(scram(user, true)).isEqualTo(new Admission.Denied());
  }

  @Test
  void tooManyFailuresShutTheDoorUntilTheMinuteIsOver() {
    for (int i = 0; i < 10; i++) {
      assertThat(scram(user, false)).isEqualTo(new Admission.Denied());
    }
    assertThat(verify(user, PASSWORD)).isEqualTo(new Admission.Throttled());
    assertThat(scram(user, true)).isEqualTo(new Admission.Throttled());
    here.wiring.clock.advance(Duration.ofMinutes(1));
    assertThat(verify(user, PASSWORD)).isEqualTo(granted);
  }

  @Test
  void thisMachineIsNotThrottledInSampleModeOnly() {
    for (boolean sample : new boolean[] {true, false}) {
      TestAccounts there = new TestAccounts(database, sample);
      for (int i = 0; i < 100; i++) {
        there.login(l -> l.scramResult(user, false, "SCRAM-SHA-256", "::1"));
      }
      Admission last = there.login(l -> l.scramResult(user, true, "SCRAM-SHA-256", "::1"));
      assertThat(last).isEqualTo(sample ? granted : new Admission.Throttled());
    }
  }

  @Test
  void scramKeysAreThoseOfThePassword() {
    ScramKeys keys = here.login(l -> l.scramKeys(user, ScramHash.SHA_256));
    ScramKeys expected =
        ScramDerivation.keys(ScramHash.SHA_256, PASSWORD, keys.salt(), keys.iterations());
    assertThat(keys.storedKey()).isEqualTo(expected.storedKey());
    assertThat(keys.serverKey()).isEqualTo(expected.serverKey());
    assertThat(scram(user, true)).isEqualTo(granted);
  }

  @Test
  void scramKeysOfNobodyLookRealAndNeverChange() {
    ScramKeys real = here.login(l -> l.scramKeys(user, ScramHash.SHA_256));
    ScramKeys decoy = here.login(l -> l.scramKeys("bob@" + domain, ScramHash.SHA_256));
    assertThat(decoy.iterations()).isEqualTo(real.iterations());
    assertThat(decoy.salt()).hasSameSizeAs(real.salt());
    TestAccounts afterRestart = new TestAccounts(database);
    ScramKeys later = afterRestart.login(l -> l.scramKeys("BOB@" + domain, ScramHash.SHA_256));
    assertThat(later.salt()).isEqualTo(decoy.salt());
    ScramKeys other = here.login(l -> l.scramKeys("eve@" + domain, ScramHash.SHA_256));
    assertThat(other.salt()).isNotEqualTo(decoy.salt());
    assertThat(scram("bob@" + domain, true)).isEqualTo(new Admission.Denied());
  }

  @Test
  void scramSha1KeysAreThoseOfThePasswordToo() {
    ScramKeys keys = scramKeys(user, ScramHash.SHA_1);
    ScramKeys expected =
        ScramDerivation.keys(ScramHash.SHA_1, PASSWORD, keys.salt(), keys.iterations());
    assertThat(keys.storedKey()).hasSize(20).isEqualTo(expected.storedKey());
    assertThat(keys.serverKey()).isEqualTo(expected.serverKey());
    ScramKeys decoy = scramKeys("bob@" + domain, ScramHash.SHA_1);
    assertThat(decoy.iterations()).isEqualTo(keys.iterations());
    assertThat(decoy.salt()).hasSameSizeAs(keys.salt()).isNotEqualTo(keys.salt());
    assertThat(decoy.storedKey()).hasSize(20);
    assertThat(decoy.salt()).isNotEqualTo(scramKeys("bob@" + domain, ScramHash.SHA_256).salt());
  }

  @Test
  void anAccountFromBeforeGetsSha1KeysWithItsNextPassword() {
    database.transact(
        e ->
            e.createQuery(
                    "update Account a set a.verifiers.scramSha1Salt = null,"
                        + " a.verifiers.scramSha1Iterations = null,"
                        + " a.verifiers.scramSha1StoredKey = null,"
                        + " a.verifiers.scramSha1ServerKey = null")
                .executeUpdate());
    ScramKeys decoy = scramKeys(user, ScramHash.SHA_1);
    assertThat(scramKeys(user, ScramHash.SHA_1).salt()).isEqualTo(decoy.salt());
    assertThat(verify(user, "wrong password")).isEqualTo(new Admission.Denied());
    here.wiring.clock.advance(Duration.ofMinutes(1));
    assertThat(scramKeys(user, ScramHash.SHA_1).salt()).isEqualTo(decoy.salt());
    assertThat(verify(user, PASSWORD)).isEqualTo(granted);
    here.wiring.clock.advance(Duration.ofMinutes(1));
    ScramKeys keys = scramKeys(user, ScramHash.SHA_1);
    assertThat(keys.storedKey())
        .isEqualTo(
            ScramDerivation.keys(ScramHash.SHA_1, PASSWORD, keys.salt(), keys.iterations())
                .storedKey());
  }

  private ScramKeys scramKeys(String who, ScramHash hash) {
    return here.login(l -> l.scramKeys(who, hash));
  }

  private Admission verify(String who, String password) {
    return here.login(l -> l.verify(who, password, "PLAIN", CLIENT));
  }

  private Admission scram(String who, boolean proven) {
    return here.login(l -> l.scramResult(who, proven, "SCRAM-SHA-256", CLIENT));
  }

  private static long time(Runnable work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
