package org.posthorn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.control.SharedCheck.Waiter;
import org.posthorn.logins.value.LoginAttempt;

class SharedCheckTest {
  private static Waiter stranger() {
    LoginAttempt attempt = new LoginAttempt("ann@posthorn.test", "PLAIN", "192.0.2.1");
    return new Waiter(attempt, false, new CompletableFuture<>());
  }

  @Test
  void oneOfThoseWhoJoinAtTheSameMomentHasItQueued() {
    SharedCheck check = new SharedCheck(Optional.empty(), Optional.of("password"));
    Waiter one = stranger();
    Waiter other = stranger();
    assertThat(check.join(one)).isTrue();
    assertThat(check.join(other)).isTrue(); // before the first has come to ask
    assertThat(check.queuesFor(one)).isTrue();
    assertThat(check.queuesFor(other)).isFalse();
  }
}
