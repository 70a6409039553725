package org.posthorn.apikeys.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.accounts.boundary.TestAccounts;
import org.posthorn.apikeys.control.TestKeyRows;
import org.posthorn.apikeys.value.ApiToken;
import org.posthorn.apikeys.value.CreatedApiKey;
import org.posthorn.apikeys.value.KeyAdmission;
import org.posthorn.apikeys.value.KeyScope;
import org.posthorn.apikeys.value.NewApiKey;
import org.posthorn.logins.boundary.LoginGuard;
import org.posthorn.logins.control.FailureLimits;
import org.posthorn.logins.value.LoginAttempt;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.trace.boundary.LoginLog;

@OnBothDatabases
class ApiKeysTest {
  private static final AtomicInteger ROUNDS = new AtomicInteger();

  private final TestDatabase database;
  private final TestAccounts accounts;
  private final ApiKeys keys = new ApiKeys();
  private final List<String> failures = new ArrayList<>();
  private boolean disabled;
  private Duration delay = Duration.ZERO;
  private Login ann;

  ApiKeysTest(TestDatabase database) {
    this.database = database;
    this.accounts = new TestAccounts(database);
  }

  @BeforeEach
  void open() {
    String domain = "keys" + ROUNDS.incrementAndGet() + ".example";
    accounts.domain(domain);
    String address = "ann@" + domain;
    ann = new Login(accounts.account(address, "a long password", true).id(), address, true);
    accounts.account("bob@" + domain, "a long password", false);
    keys.rows = new TestKeyRows(database);
    keys.directory = accounts.directory();
    keys.authentication =
        new Authentication() {
          @Override
          public Optional<Login> current(Login login) {
            return disabled
                ? Optional.empty()
                : Optional.of(new Login(login.accountId(), login.address(), true));
          }
        };
    keys.guard =
        new LoginGuard() {
          @Override
          public Duration delay(LoginAttempt attempt, boolean known) {
            return delay;
          }

          @Override
          public Count count(LoginAttempt attempt, boolean known) {
            failures.add(attempt.client());
            return new Count(FailureLimits.Charge.NONE);
          }
        };
    keys.logins =
        new LoginLog() {
          @Override
          public Admission noted(
              String protocol, String name, String mechanism, String client, Admission outcome) {
            assertThat(name).matches("phk_[0-9a-z]+"); // never the secret
            return outcome;
          }
        };
  }

  private CreatedApiKey make(Optional<Instant> expires) {
    return keys.create(ann, new NewApiKey("orders", Set.of(KeyScope.SEND, KeyScope.READ), expires))
        .outcome()
        .orElseThrow();
  }

  private KeyAdmission verify(String user, String token) {
    return keys.verify(user, ApiToken.parse(token).orElseThrow(), "192.0.2.1");
  }

  @Test
  void whoShowsAKeyIsItsAccountAndNoAdministrator() {
    CreatedApiKey made = make(Optional.empty());
    KeyAdmission admission = verify("", made.token());
    assertThat(admission.admission())
        .isEqualTo(new Admission.Granted(new Login(ann.accountId(), ann.address(), false)));
    assertThat(admission.scopes()).containsExactlyInAnyOrder(KeyScope.SEND, KeyScope.READ);
    assertThat(verify(ann.address(), made.token()).admission())
        .isInstanceOf(Admission.Granted.class);
    assertThat(verify(ann.address().replace("ann", "bob"), made.token()).admission())
        .isInstanceOf(Admission.Denied.class);
    assertThat(made.toString()).doesNotContain(made.token());
  }

  @Test
  void aWrongOrRemovedKeyIsRefusedAndCounted() {
    CreatedApiKey made = make(Optional.of(Instant.now().plus(1, ChronoUnit.DAYS)));
    String other = make(Optional.empty()).token();
    String mixed = made.token().substring(0, made.token().indexOf('_', 4) + 1);
    String wrong = mixed + ApiToken.parse(other).orElseThrow().secret();
    assertThat(verify("", wrong).admission()).isInstanceOf(Admission.Denied.class);
    assertThat(verify("", wrong).scopes()).isEmpty();
    assertThat(failures).hasSize(2);
    delay = Duration.ofSeconds(9);
    assertThat(verify("", wrong).admission()).isEqualTo(new Admission.Throttled(delay));
    assertThat(verify("", made.token()).admission()).isInstanceOf(Admission.Granted.class);
    delay = Duration.ZERO;
    assertThat(keys.remove(ann.accountId() + 1, made.key().id())).isFalse();
    assertThat(keys.remove(ann.accountId(), made.key().id())).isTrue();
    assertThat(verify("", made.token()).admission()).isInstanceOf(Admission.Denied.class);
    assertThat(keys.list(ann.accountId())).hasSize(1);
  }

  @Test
  void anExpiredKeyIsRefusedAndNotCountedAsAGuess() throws InterruptedException {
    CreatedApiKey made = make(Optional.of(Instant.now().plusMillis(100)));
    Thread.sleep(150);
    delay = Duration.ofSeconds(9); // others from there have failed
    assertThat(verify("", made.token()).admission()).isInstanceOf(Admission.Denied.class);
    delay = Duration.ZERO;
    assertThat(verify("", made.token()).admission()).isInstanceOf(Admission.Denied.class);
    assertThat(failures).isEmpty();
  }

  @Test
  void anAccountThatMayNotLogInHasNoUseOfItsKeys() {
    CreatedApiKey made = make(Optional.empty());
    disabled = true;
    assertThat(verify("", made.token()).admission()).isInstanceOf(Admission.Denied.class);
  }

  @Test
  void theLastUseIsWrittenDownNowAndThen() {
    CreatedApiKey made = make(Optional.empty());
    verify("", made.token());
    assertThat(keys.list(ann.accountId()).get(0).used()).isEmpty();
    keys.writeDown();
    assertThat(keys.list(ann.accountId()).get(0).used()).isPresent();
  }

  @Test
  void namesScopesAndEndsAreChecked() {
    assertThat(refused("", Set.of(KeyScope.SEND), Optional.empty())).isEqualTo("name");
    assertThat(refused("a\nb", Set.of(KeyScope.SEND), Optional.empty())).isEqualTo("name");
    assertThat(refused("a", Set.of(), Optional.empty())).isEqualTo("scopes");
    assertThat(refused("a", Set.of(KeyScope.SEND), Optional.of(Instant.EPOCH)))
        .isEqualTo("expires");
  }

  private String refused(String name, Set<KeyScope> scopes, Optional<Instant> expires) {
    return keys.create(ann, new NewApiKey(name, scopes, expires)).refusal().orElseThrow().field();
  }
}
