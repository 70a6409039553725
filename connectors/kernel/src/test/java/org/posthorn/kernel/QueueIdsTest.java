package org.posthorn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueIdsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T03:47:07Z");

  @Test
  void idsAreShortAndNoneComesTwice() {
    QueueIds ids = new QueueIds(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());
    Set<String> given = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String id = ids.next();
      assertThat(id).matches("[0-9a-z]{20}");
      assertThat(given.add(id)).isTrue();
    }
  }

  @Test
  void laterOnesSortLater() {
    QueueIds now = new QueueIds(Clock.fixed(NOW, ZoneOffset.UTC), () -> -1);
    QueueIds later = new QueueIds(Clock.fixed(NOW.plusMillis(1), ZoneOffset.UTC), () -> 0);
    assertThat(now.next()).isLessThan(later.next());
  }

  @Test
  void theyTellWhenTheyWereMade() {
    String id = new QueueIds(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom()).next();
    assertThat(QueueIds.madeAt(id)).hasValue(NOW.toEpochMilli());
    assertThat(QueueIds.madeAt(id + "-n0123abcd")).hasValue(NOW.toEpochMilli());
    assertThat(QueueIds.madeAt("d1")).isEmpty();
    assertThat(QueueIds.madeAt("2f1d3c1e-6c1e-4b3e-9d0a-0123456789ab")).isEmpty(); // earlier builds
  }
}
