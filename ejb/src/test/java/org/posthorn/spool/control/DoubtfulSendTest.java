package org.posthorn.spool.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoubtfulSendTest {
  private final Order order = new Order("number", "text");
  private final List<Order> sent = new ArrayList<>();
  private boolean away = true;

  private void send(Order again) {
    sent.add(again);
    if (away) {
      away = false;
      throw new jakarta.jms.JMSRuntimeException("away");
    }
  }

  @Test
  void itIsSentUnderItsNumberUntilTheBrokerHasItAndOnceForAllWhoWait() {
    DoubtfulSend doubt =
        new DoubtfulSend(order, this::send, () -> false, new IllegalStateException("broken"));
    doubt.resolve();
    doubt.resolve();
    assertThat(sent).containsExactly(order, order);
  }
}
