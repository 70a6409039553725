package org.posthorn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Recipient.Notify;

class RecipientTest {

  @Test
  void whoSaysNothingIsToldOfFailureAndDelay() { // RFC 3461 §4.1
    assertThat(wanted(Set.of())).containsExactly(Notify.FAILURE, Notify.DELAY);
    assertThat(wanted(Set.of(Notify.SUCCESS))).containsExactly(Notify.SUCCESS);
    assertThat(wanted(Set.of(Notify.DELAY, Notify.SUCCESS)))
        .containsExactly(Notify.SUCCESS, Notify.DELAY);
  }

  @Test
  void neverIsNever() {
    assertThat(wanted(Set.of(Notify.NEVER))).containsExactly(Notify.NEVER);
  }

  private static List<Notify> wanted(Set<Notify> said) {
    Recipient recipient =
        new Recipient(new Address("ann", "a.test"), Optional.empty(), said, List.of());
    return Arrays.stream(Notify.values()).filter(recipient::wants).toList();
  }
}
