package org.posthorn.junk.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.posthorn.junk.control.CountsMemory.Learnt;
import org.posthorn.junk.control.JudgedRows;
import org.posthorn.junk.control.WordCounts;
import org.posthorn.junk.value.WordSet;

/** What is read of the database when messages are scored. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class JunkFilterTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final WordSet WORDS = WordSet.of(new int[] {1, 2, 3});

  private final JunkFilter filter = new JunkFilter();
  private Learnt learnt = new Learnt(2, NOW.getEpochSecond() - 10);
  private int read;

  JunkFilterTest() {
    filter.rows =
        new JudgedRows() {
          @Override
          public Learnt learnt(long account) {
            return learnt;
          }

          @Override
          public WordCounts counts(long account, int most) {
            read++;
            return new WordCounts();
          }

          @Override
          public WordCounts counts(int most, int mostOfAccount) {
            return new WordCounts();
          }
        };
  }

  private void score(Duration later) {
    filter.clock = Clock.fixed(NOW.plus(later), ZoneOffset.UTC);
    filter.score(1, WORDS);
  }

  @Test
  void messagesAreReadAgainOnlyWhereSomethingWasLearnt() {
    score(Duration.ZERO);
    score(Duration.ofSeconds(30));
    score(Duration.ofMinutes(5));
    score(Duration.ofMinutes(10));
    assertThat(read).isOne();
    learnt = new Learnt(3, NOW.getEpochSecond() + 610);
    score(Duration.ofMinutes(15));
    score(Duration.ofMinutes(20));
    assertThat(read).isEqualTo(2);
  }
}
