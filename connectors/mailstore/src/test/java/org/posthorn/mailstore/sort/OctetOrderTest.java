package org.posthorn.mailstore.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OctetOrderTest {
  private static byte[] string(Random random, int octets, int alphabet) {
    byte[] string = new byte[random.nextInt(octets)];
    for (int i = 0; i < string.length; i++) {
      string[i] = (byte) random.nextInt(alphabet); // 0 and what is negative as a byte, too
    }
    return string;
  }

  private static void assertOrdered(List<byte[]> ascending, Random random) {
    List<byte[]> mixed = new ArrayList<>(ascending);
    Collections.shuffle(mixed, random);
    int[] places = OctetOrder.of(mixed.toArray(byte[][]::new));
    assertThat(Arrays.stream(places).mapToObj(mixed::get).toList())
        .usingElementComparator(Arrays::compareUnsigned)
        .isEqualTo(ascending);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 256})
  void ordersAsOctetsAreCompared(int alphabet) {
    Random random = new Random(alphabet);
    TreeSet<byte[]> strings = new TreeSet<>(Arrays::compareUnsigned);
    for (int i = 0; i < 5_000; i++) {
      strings.add(string(random, 20, alphabet));
    }
    assertOrdered(List.copyOf(strings), random);
  }

  @Test
  void longCommonBeginningsDoNotHarm() {
    List<byte[]> strings = new ArrayList<>();
    for (int length = 0; length < 2_000; length++) {
      strings.add(new byte[length]);
    }
    assertOrdered(strings, new Random(1));
  }

  @Test
  void ofNoneThereIsNone() {
    assertThat(OctetOrder.of(new byte[0][])).isEmpty();
  }
}
