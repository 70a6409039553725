package org.posthorn.spool.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;

class DeliveryTextTest {
  private static final Address ANN = new Address("ann", "a.example");
  private static final Address ODD = new Address("to be or not", "bücher.example");

  @Test
  void whatIsWrittenIsRead() {
    List<Delivery> deliveries =
        List.of(
            new Delivery("1", 1L << 32, Optional.of(ANN), List.of(ODD, ANN), true, Body.BINARY),
            new Delivery("2", 7, Optional.empty(), List.of(ANN), false, Body.EIGHT_BIT),
            new Delivery("3", 8, Optional.of(ODD), List.of(ODD), false, Body.SEVEN_BIT));
    assertThat(DeliveryText.read(DeliveryText.write(deliveries))).isEqualTo(deliveries);
  }

  @Test
  void wordsOfOtherVersionsArePassedOver() {
    String text = "delivery 7 8 new=1 body=binarymime utf8 body=later\nto ann@posthorn.test\n";
    Address ann = Address.parse("ann@posthorn.test").orElseThrow();
    assertThat(DeliveryText.read(text))
        .containsExactly(new Delivery("7", 8, Optional.empty(), List.of(ann), true, Body.BINARY));
    assertThat(DeliveryText.read("delivery 7 8\nto ann@posthorn.test\n"))
        .containsExactly(
            new Delivery("7", 8, Optional.empty(), List.of(ann), false, Body.SEVEN_BIT));
  }

  @Test
  void anotherTextIsNoDelivery() {
    assertThatThrownBy(() -> DeliveryText.read("hello\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
