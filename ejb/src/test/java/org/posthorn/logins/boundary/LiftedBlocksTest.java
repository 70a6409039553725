package org.posthorn.logins.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.logins.control.GuardWiring;
import org.posthorn.logins.value.Block;
import org.posthorn.logins.value.LoginAttempt;

/** A block that an administrator lifts on one server is lifted on the others. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class LiftedBlocksTest {
  private static final int MANY = 100;

  private final LoginGuard here = guard();
  private final LoginGuard elsewhere = guard();

  private static LoginGuard guard() {
    LoginGuard guard = new LoginGuard();
    guard.failures =
        GuardWiring.failures(Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC));
    guard.settings = GuardWiring.settings(false);
    return guard;
  }

  @Test
  void onTheOtherServers() {
    here.topic =
        new ChangeTopic() {
          @Override
          public boolean shared() {
            return true;
          }

          @Override
          public void tell(String kind, long id, String text) {
            elsewhere.on(new ChangedElsewhere(kind, id, text));
          }
        };
    for (int i = 0; i < MANY; i++) {
      LoginAttempt attempt = new LoginAttempt("user" + i + "@example.org", "PLAIN", "192.0.2.1");
      assertThat(elsewhere.count(attempt, false)).isNotNull();
    }
    LoginAttempt next = new LoginAttempt("ann@example.org", "PLAIN", "192.0.2.1");
    assertThat(elsewhere.delay(next, false)).isPositive();
    for (Block block : elsewhere.blocks()) {
      assertThat(here.lift(block.kind(), block.name())).as("lifted elsewhere").isTrue();
    }
    assertThat(elsewhere.delay(next, false)).isEqualTo(Duration.ZERO);
  }

  @Test
  void aServerThatIsAloneKnowsThatThereIsNone() {
    here.topic = new ChangeTopic();
    assertThat(here.lift("address", "192.0.2.1")).isFalse();
  }
}
