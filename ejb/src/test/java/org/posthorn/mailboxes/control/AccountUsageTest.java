package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccountUsageTest {

  @Test
  void someMessagesComeOnCreditUntilSomebodyCounts() {
    AccountUsage usage = new AccountUsage();
    assertThat(usage.onCredit(9_999)).isTrue();
    assertThat(usage.onCredit(-5)).isTrue(); // what goes gives none back
    assertThat(usage.onCredit(1)).isTrue();
    assertThat(usage.onCredit(1)).isFalse();
  }

  @Test
  void whatIsCountedNeedsNoCredit() {
    AccountUsage usage = new AccountUsage();
    usage.counted(List.of(), 1);
    assertThat(usage.onCredit(1)).isFalse();
  }
}
