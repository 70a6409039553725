package org.posthorn.accounts.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.accounts.boundary.TestAccounts.address;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.value.AccountChange;
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
  void whoeverFailsCostsOneComputation() {
    here.account("bob@" + domain, PASSWORD, false);
    disable("bob@" + domain);
    for (String who : List.of(user, "bob@" + domain, "eve@" + domain, "nonsense")) {
      long before = here.wiring.passwords.computed();
      assertThat(verify(who, "wrong password")).isEqualTo(new Admission.Denied());
      assertThat(here.wiring.passwords.computed() - before).as(who).isEqualTo(1);
    }
    long before = here.wiring.passwords.computed();
    for (int i = 0; i < 3; i++) { // the right password of a disabled account is never known
      assertThat(verify("bob@" + domain, PASSWORD)).isEqualTo(new Admission.Denied());
    }
    assertThat(here.wiring.passwords.computed() - before).isEqualTo(1); // as of a wrong one
  }

  @Test
  void scramAsksTheSameQuestionsAboutEverybody() {
    here.account("bob@" + domain, PASSWORD, false);
    here.account("disabled@" + domain, PASSWORD, false);
    disable("disabled@" + domain);
    verify(user, PASSWORD); // somebody who is active
    for (ScramHash hash : ScramHash.values()) {
      for (String who :
          List.of(user, "bob@" + domain, "disabled@" + domain, "eve@" + domain, "?")) {
        here.wiring.lookups.clear();
        scramKeys(who, hash);
        assertThat(here.wiring.lookups).as(who).containsExactly("scram");
        here.wiring.lookups.clear();
        scram(who, false);
        assertThat(here.wiring.lookups).as(who).containsExactly("scram");
        here.wiring.clock.advance(Duration.ofMinutes(1));
      }
    }
  }

  @Test
  void passwordIsRememberedAtOnceAndNotForEver() {
    verify(user, PASSWORD);
    long before = here.wiring.passwords.computed();
    verify(user, PASSWORD);
    assertThat(here.wiring.passwords.computed()).isEqualTo(before);
    here.wiring.clock.advance(Duration.ofMinutes(16));
    verify(user, PASSWORD);
    assertThat(here.wiring.passwords.computed()).isEqualTo(before + 1);
  }

  @Test
  void loginsThatWaitHoldNoThreadAndShareOneComputation() {
    here.wiring.hold = true;
    List<CompletableFuture<Admission>> logins = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      logins.add(begin(user, PASSWORD, CLIENT));
    }
    CompletableFuture<Admission> gone = begin(user, "wrong password", CLIENT);
    assertThat(logins).noneMatch(CompletableFuture::isDone);
    gone.cancel(false);
    long before = here.wiring.passwords.computed();
    here.login(l -> compute());
    assertThat(logins).allMatch(login -> login.join().equals(granted));
    assertThat(here.wiring.passwords.computed()).isEqualTo(before + 1);
  }

  @Test
  void attemptsCountBeforeTheyAreComputed() {
    here.wiring.hold = true;
    List<CompletableFuture<Admission>> logins = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      logins.add(begin("u" + i + "@" + domain, "wrong password", CLIENT));
    }
    long before = here.wiring.passwords.computed();
    here.login(l -> compute());
    assertThat(here.wiring.passwords.computed() - before).isEqualTo(10);
    assertThat(logins).filteredOn(login -> login.join() instanceof Admission.Throttled).hasSize(90);
  }

  @Test
  void sameWrongPasswordCountsOnce() {
    for (int i = 0; i < 300; i++) {
      assertThat(verify(user, "old password")).isEqualTo(new Admission.Denied());
    }
    assertThat(verify(user, PASSWORD)).isEqualTo(granted);
    here.account("bob@" + domain, PASSWORD, false);
    assertThat(verify("bob@" + domain, PASSWORD)).isInstanceOf(Admission.Granted.class);
    here.accounts(a -> a.change(address(user), AccountChange.ofPassword("old password")));
    assertThat(verify(user, "old password")).isEqualTo(granted);
  }

  @Test
  void whereAnAccountIsKnownItsRightPasswordPassesAfterARestartToo() {
    verify(user, PASSWORD);
    TestAccounts restarted = new TestAccounts(database);
    for (int i = 0; i < 40; i++) {
      String nobody = "u" + i + "@" + domain;
      restarted.login(l -> l.verify(nobody, "wrong", "PLAIN", CLIENT).join());
    }
    Admission other = restarted.login(l -> l.verify("x", "wrong", "PLAIN", CLIENT).join());
    assertThat(other).isInstanceOf(Admission.Throttled.class);
    Admission known = restarted.login(l -> l.verify(user, PASSWORD, "PLAIN", CLIENT).join());
    assertThat(known).isEqualTo(granted);
  }

  @Test
  void passwordThatAnotherServerHasJustSetIsRight() {
    verify(user, PASSWORD);
    TestAccounts other = new TestAccounts(database);
    other.accounts(a -> a.change(address(user), AccountChange.ofPassword("another one")));
    assertThat(verify(user, "another one")).isEqualTo(granted); // though remembered otherwise here
  }

  private CompletableFuture<Admission> begin(String who, String password, String client) {
    return here.login(l -> l.verify(who, password, "PLAIN", client));
  }

  private boolean compute() {
    here.wiring.hold = false;
    here.wiring.compute();
    return true;
  }

  private void disable(String who) {
    AccountChange disabled =
        new AccountChange(
            Optional.empty(), Optional.of(true), Optional.empty(), List.of(), List.of());
    here.accounts(a -> a.change(address(who), disabled));
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
    disable(user);
    assertThat(standing(login)).isEmpty();
    assertThat(standing(new Login(login.accountId() + 1, user))).isEmpty();
  }

  private Optional<String> standing(Login login) {
    return here.login(l -> l.standing(login, Optional.empty()));
  }

  @Test
  void disabledAccountIsDeniedEvenWithARememberedPassword() {
    assertThat(verify(user, PASSWORD)).isEqualTo(granted);
    disable(user);
    assertThat(verify(user, PASSWORD)).isEqualTo(new Admission.Denied());
    assertThat(scram(user, true)).isEqualTo(new Admission.Denied());
  }

  @Test
  void tooManyFailuresShutTheDoorUntilTheMinuteIsOver() {
    for (int i = 0; i < 10; i++) {
      assertThat(scram(user, false)).isEqualTo(new Admission.Denied());
    }
    assertThat(scram(user, true)).isInstanceOf(Admission.Throttled.class);
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
      if (sample) {
        assertThat(last).isEqualTo(granted);
      } else {
        assertThat(last).isInstanceOf(Admission.Throttled.class);
      }
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
    return here.login(l -> l.verify(who, password, "PLAIN", CLIENT).join());
  }

  private Admission scram(String who, boolean proven) {
    return here.login(l -> l.scramResult(who, proven, "SCRAM-SHA-256", CLIENT));
  }
}
