package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.filtering.value.DecisionReason;
import org.posthorn.filtering.value.ListedSender;
import org.posthorn.filtering.value.SenderFacts;

/** Senders who are refused or trusted. */
class SenderListTest {
  private static final SenderList LIST =
      new SenderList(
          List.of(
              new ListedSender("shop.test", false, ""),
              new ListedSender("bob@shop.test", true, ""),
              new ListedSender("bank.test", true, ""),
              new ListedSender("192.0.2.0/24", false, ""),
              new ListedSender("2001:db8::/32", true, "")));

  private static DecisionReason of(String author, boolean proved, String client) {
    SenderFacts sender = new SenderFacts(author, proved, List.of(), "", "", client);
    return LIST.of(sender, "", client);
  }

  @Test
  void theMostExactEntryCounts() {
    assertThat(of("eve@shop.test", false, "198.51.100.1")).isEqualTo(DecisionReason.DENIED);
    assertThat(of("eve@mail.shop.test", true, "198.51.100.1")).isEqualTo(DecisionReason.DENIED);
    assertThat(of("bob@shop.test", true, "198.51.100.1")).isEqualTo(DecisionReason.ALLOWED);
    assertThat(of("bob@workshop.test", true, "198.51.100.1")).isEqualTo(DecisionReason.NONE);
    assertThat(of("x@bank.test", true, "192.0.2.9")).isEqualTo(DecisionReason.ALLOWED);
  }

  @Test
  void nobodyIsAllowedWhoIsNotProved() {
    assertThat(of("x@bank.test", false, "198.51.100.1")).isEqualTo(DecisionReason.NONE);
    assertThat(of("bob@shop.test", false, "198.51.100.1")).isEqualTo(DecisionReason.DENIED);
  }

  @Test
  void networksAreThoseOfTheClient() {
    assertThat(of("", false, "192.0.2.9")).isEqualTo(DecisionReason.DENIED);
    assertThat(of("", false, "2001:db8::7")).isEqualTo(DecisionReason.ALLOWED);
    assertThat(of("", false, "2001:db9::7")).isEqualTo(DecisionReason.NONE);
  }
}
