package org.posthorn.spool.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoubtfulSendTest {
  private final List<Order> orders = List.of(new Order("number", Optional.empty(), "text"));
  private final List<List<Order>> sent = new ArrayList<>();
  private boolean away = true;

  private void send(List<Order> again) {
    sent.add(again);
    if (away) {
      away = false;
      throw new jakarta.jms.JMSRuntimeException("away");
    }
  }

  @Test
  void itIsSentUnderItsNumberUntilTheBrokerHasItAndOnceForAllWhoWait() {
    DoubtfulSend doubt =
        new DoubtfulSend(orders, this::send, () -> false, new IllegalStateException("broken"));
    doubt.resolve();
    doubt.resolve();
    assertThat(sent).containsExactly(orders, orders);
  }
}
