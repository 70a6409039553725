package org.posthorn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidSetTest {
  @Test
  void setsAgreeWithANaiveModel() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      TreeSet<Long> a = new TreeSet<>();
      TreeSet<Long> b = new TreeSet<>();
      UidSet x = filled(a, random);
      UidSet y = filled(b, random);
      assertSame(x, a);
      TreeSet<Long> both = new TreeSet<>(a);
      both.retainAll(b);
      assertSame(x.intersect(y), both);
      TreeSet<Long> either = new TreeSet<>(a);
      either.addAll(b);
      assertSame(x.union(y), either);
      if (!x.isEmpty()) {
        assertThat(UidSet.parse(x.toString())).hasValue(x);
      }
    }
  }

  private static UidSet filled(Set<Long> model, Random random) {
    UidSet.Builder builder = UidSet.builder();
    for (int i = random.nextInt(12); i > 0; i--) {
      long first = 1L + random.nextInt(60);
      long last = first + random.nextInt(8);
      builder.add(first, last);
      for (long uid = first; uid <= last; uid++) {
        model.add(uid);
      }
    }
    return builder.build();
  }

  private static void assertSame(UidSet set, Set<Long> model) {
    assertThat(set.stream().boxed().toList()).containsExactlyElementsOf(model);
    assertThat(set.size()).isEqualTo(model.size());
    for (long uid = 1; uid < 80; uid++) {
      assertThat(set.contains(uid)).as("%s has %d", set, uid).isEqualTo(model.contains(uid));
    }
    for (int r = 1; r < set.ranges(); r++) {
      assertThat(set.first(r)).isGreaterThan(set.last(r - 1) + 1); // canonical
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1,", ",1", "1:", ":1", "*", "1:*", "4294967296", "01", "a"})
  void malformedSetsAreNone(String text) {
    assertThat(UidSet.parse(text)).isEmpty();
  }

  @Test
  void touchesWhatIntersects() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      UidSet.Builder uids = UidSet.builder();
      for (int i = random.nextInt(6); i > 0; i--) {
        long first = 1L + random.nextInt(40);
        uids.add(first, first + random.nextInt(4));
      }
      UidSet set = uids.build();
      UidSet other = UidSet.range(1 + random.nextInt(45), 1 + random.nextInt(45));
      assertThat(set.touches(other.first(0), other.last(0)))
          .as("%s and %s", set, other)
          .isEqualTo(!set.intersect(other).isEmpty());
    }
  }
}
