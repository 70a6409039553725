package org.posthorn.spool.boundary;

import static org.assertj.core.api.Assertions.assertThat;

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
    String text = DeliveryText.write(deliveries);
    assertThat(DeliveryText.read(text)).isEqualTo(new DeliveryText.Orders(deliveries, List.of()));
  }

  @Test
  void ordersOfEarlierBuildsAndTokensOfLaterOnesAreRead() {
    String text =
        """
        delivery 1 4294967296 utf8
        from ann@a.example
        to ann@a.example
        delivery 2 7
        to ann@a.example
        delivery 3 8 body=binarymime utf8
        to ann@a.example
        """;
    assertThat(DeliveryText.read(text))
        .isEqualTo(
            new DeliveryText.Orders(
                List.of(
                    new Delivery(
                        "1", 1L << 32, Optional.of(ANN), List.of(ANN), true, Body.SEVEN_BIT),
                    new Delivery("2", 7, Optional.empty(), List.of(ANN), false, Body.SEVEN_BIT),
                    new Delivery("3", 8, Optional.empty(), List.of(ANN), true, Body.BINARY)),
                List.of()));
  }

  @Test
  void aTokenMayStandBehindTheChecksum() {
    String text =
        DeliveryText.write(
            List.of(new Delivery("2", 7, Optional.empty(), List.of(ANN), false, Body.SEVEN_BIT)));
    assertThat(DeliveryText.read(text.replaceFirst("\n", " later\n")).damaged()).hasSize(1);
    assertThat(DeliveryText.read(text.replaceFirst(" crc=[0-9a-f]+", "")).whole()).hasSize(1);
  }

  @Test
  void wherePartOfAnOrderIsZeroedTheOthersAreRead() {
    Delivery first =
        new Delivery("1", 1L << 32, Optional.of(ANN), List.of(ANN, ODD), false, Body.SEVEN_BIT);
    Delivery second =
        new Delivery("2", 7, Optional.of(ODD), List.of(ODD, ANN), false, Body.SEVEN_BIT);
    Delivery third = new Delivery("3", 9, Optional.empty(), List.of(ANN), false, Body.SEVEN_BIT);
    String before = DeliveryText.write(List.of(first));
    String middle = DeliveryText.write(List.of(second));
    String after = DeliveryText.write(List.of(third));
    for (int at = 0; at + 4 < middle.length(); at++) {
      String zeroed = middle.substring(0, at) + "\0\0\0\0" + middle.substring(at + 4);
      DeliveryText.Orders read = DeliveryText.read(before + zeroed + after);
      assertThat(read.whole()).as(zeroed).containsExactly(first, third);
      assertThat(String.join("", read.damaged())).as(zeroed).isEqualTo(zeroed);
    }
  }

  @Test
  void eachFlippedBitIsSeen() {
    String text =
        DeliveryText.write(
            List.of(new Delivery("7", 9, Optional.of(ANN), List.of(ODD), true, Body.SEVEN_BIT)));
    for (int at = 0; at < text.length(); at++) {
      for (int bit = 0; bit < 7; bit++) {
        StringBuilder flipped = new StringBuilder(text);
        flipped.setCharAt(at, (char) (text.charAt(at) ^ 1 << bit));
        assertThat(DeliveryText.read(flipped.toString()).whole()).as(flipped.toString()).isEmpty();
      }
    }
  }

  @Test
  void anotherTextIsNoDelivery() {
    assertThat(DeliveryText.read("hello\n").damaged()).containsExactly("hello\n");
    assertThat(DeliveryText.contentOf("hello\n")).isEmpty();
    assertThat(DeliveryText.contentOf("delivery x 12 \0\0\0")).hasValue(12);
  }
}
