package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** A name that is used again never has an old UIDVALIDITY. RFC 9051 §2.3.1.1. */
@OnBothDatabases
class UidValiditiesTest {
  private static final long ACCOUNT = 950;
  private static final MailboxName AGAIN = MailboxName.parse("Again").orElseThrow();

  @TempDir Path directory;
  private final TestDatabase database;

  UidValiditiesTest(TestDatabase database) {
    this.database = database;
  }

  private static long createdAnew(Store store) {
    long validity =
        store
            .directory
            .create(ACCOUNT, AGAIN, Optional.empty())
            .result()
            .map(MailboxList.Mailbox::uidValidity)
            .orElseThrow();
    long id = store.directory.list(ACCOUNT).find(AGAIN).orElseThrow().id();
    assertThat(store.log.delete(ACCOUNT, List.of(id))).isTrue();
    return validity;
  }

  @Test
  void itNeverGoesBackAfterABurstARestartOrByAnotherClock() {
    long last = 0;
    try (Store store = new Store(database, directory, false)) {
      for (int i = 0; i < 40; i++) { // more than seconds go by
        long next = createdAnew(store);
        assertThat(next).isGreaterThan(last);
        last = next;
      }
    }
    try (Store restarted = new Store(database, directory, false)) {
      long next = createdAnew(restarted);
      assertThat(next).isGreaterThan(last);
      last = next;
      restarted.uidValidities.clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
      long ahead = createdAnew(restarted);
      assertThat(ahead).isGreaterThan(last + 80_000);
      last = ahead;
    }
    try (Store other = new Store(database, directory, true)) { // whose clock is right
      assertThat(createdAnew(other)).isEqualTo(last + 1);
    }
  }
}
