package org.posthorn.spool.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UncertainSendTest {
  private final List<OrderMessage> orders =
      List.of(new OrderMessage("number", Optional.empty(), "text"));
  private final List<List<OrderMessage>> sent = new ArrayList<>();
  private boolean away = true;

  private void send(List<OrderMessage> again) {
    sent.add(again);
    if (away) {
      away = false;
      throw new jakarta.jms.JMSRuntimeException("away");
    }
  }

  @Test
  void itIsSentUnderItsNumberUntilTheBrokerHasItAndOnceForAllWhoWait() {
    UncertainSend doubt =
        new UncertainSend(orders, this::send, () -> false, new IllegalStateException("broken"));
    doubt.resolve();
    doubt.resolve();
    assertThat(sent).containsExactly(orders, orders);
  }
}
