package org.posthorn.spool.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;

class DeliveryTextTest {
  private static final Address ANN = new Address("ann", "a.example");
  private static final Address ODD = new Address("to be or not", "bücher.example");

  @Test
  void whatIsWrittenIsRead() {
    List<Delivery> deliveries =
        List.of(
            new Delivery("1", 1L << 32, Optional.of(ANN), List.of(ODD, ANN), true),
            new Delivery("2", 7, Optional.empty(), List.of(ANN), false),
            new Delivery("3", 8, Optional.of(ODD), List.of(ODD), false));
    assertThat(DeliveryText.read(DeliveryText.write(deliveries))).isEqualTo(deliveries);
  }

  @Test
  void anotherTextIsNoDelivery() {
    assertThatThrownBy(() -> DeliveryText.read("hello\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
