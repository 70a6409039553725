package org.posthorn.spool.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Recipient.Notify;
import org.posthorn.spool.value.Delivery;
import org.posthorn.spool.value.DeliveryText;

class DeliveryTextTest {
  private static final Address ANN = new Address("ann", "a.example");
  private static final Address ODD = new Address("to be or not", "bücher.example");

  @Test
  void whatIsWrittenIsRead() {
    List<Delivery> deliveries =
        List.of(
            new Delivery(
                "1", 1L << 32, Envelope.of(Optional.of(ANN), List.of(ODD, ANN), true, Body.BINARY)),
            new Delivery(
                "2", 7, Envelope.of(Optional.empty(), List.of(ANN), false, Body.EIGHT_BIT)),
            new Delivery(
                "3", 8, Envelope.of(Optional.of(ODD), List.of(ODD), false, Body.SEVEN_BIT)));
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
                        "1",
                        1L << 32,
                        Envelope.of(Optional.of(ANN), List.of(ANN), true, Body.SEVEN_BIT)),
                    new Delivery(
                        "2", 7, Envelope.of(Optional.empty(), List.of(ANN), false, Body.SEVEN_BIT)),
                    new Delivery(
                        "3", 8, Envelope.of(Optional.empty(), List.of(ANN), true, Body.BINARY))),
                List.of()));
  }

  @Test
  void aTokenMayStandBehindTheChecksum() {
    String text =
        DeliveryText.write(
            List.of(
                new Delivery(
                    "2", 7, Envelope.of(Optional.empty(), List.of(ANN), false, Body.SEVEN_BIT))));
    assertThat(DeliveryText.read(text.replaceFirst("\n", " later\n")).damaged()).hasSize(1);
    assertThat(DeliveryText.read(text.replaceFirst(" crc=[0-9a-f]+", "")).whole()).hasSize(1);
  }

  @Test
  void wherePartOfAnOrderIsZeroedTheOthersAreRead() {
    Delivery first =
        new Delivery(
            "1", 1L << 32, Envelope.of(Optional.of(ANN), List.of(ANN, ODD), false, Body.SEVEN_BIT));
    Delivery second =
        new Delivery(
            "2", 7, Envelope.of(Optional.of(ODD), List.of(ODD, ANN), false, Body.SEVEN_BIT));
    Delivery third =
        new Delivery("3", 9, Envelope.of(Optional.empty(), List.of(ANN), false, Body.SEVEN_BIT));
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
            List.of(
                new Delivery(
                    "7", 9, Envelope.of(Optional.of(ANN), List.of(ODD), true, Body.SEVEN_BIT))));
    eachFlippedBitIsSeen(text);
    eachFlippedBitIsSeen(DeliveryText.write(List.of(full())));
  }

  private static void eachFlippedBitIsSeen(String text) {
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

  /** As a build wrote it before there were options for recipients, checksums included. */
  @Test
  void whatAnEarlierBuildQueuedIsRead() {
    String text =
        """
        delivery 01hx3q8v2kqpbvmn0c7s 4294967296 utf8 body=binarymime crc=9e66284b
        from ann@a.example
        to "to be or not"@bücher.example
        to ann@a.example
        delivery 01hx3q8v2kqpbvmn0c7t 7 crc=32c4db31
        to ann@a.example
        """;
    List<Delivery> known =
        List.of(
            new Delivery(
                "01hx3q8v2kqpbvmn0c7s",
                1L << 32,
                Envelope.of(Optional.of(ANN), List.of(ODD, ANN), true, Body.BINARY)),
            new Delivery(
                "01hx3q8v2kqpbvmn0c7t",
                7,
                Envelope.of(Optional.empty(), List.of(ANN), false, Body.SEVEN_BIT)));
    assertThat(DeliveryText.read(text)).isEqualTo(new DeliveryText.Orders(known, List.of()));
    assertThat(DeliveryText.write(known)).isEqualTo(text); // and it can read ours
  }

  private static Delivery full() {
    Recipient asked =
        new Recipient(
            ANN,
            Optional.of(new Recipient.Original("rfc822", "old name+x@a.example")),
            Set.of(Notify.SUCCESS, Notify.DELAY),
            List.of("later=1"));
    MailOptions options =
        new MailOptions(
            true,
            Body.EIGHT_BIT,
            Optional.of("QQ 3=14"),
            Optional.of(MailOptions.Returned.HDRS),
            true,
            List.of("new", "more=x"));
    return new Delivery(
        "1", 2, new Envelope(Optional.of(ODD), List.of(asked, Recipient.of(ODD)), options));
  }

  @Test
  void allOptionsArriveAndThoseOfLaterVersionsArePassedOn() {
    List<Delivery> deliveries = List.of(full(), full());
    String text = DeliveryText.write(deliveries);
    assertThat(DeliveryText.read(text).whole()).isEqualTo(deliveries);
    assertThat(text.lines().findFirst().orElseThrow())
        .startsWith(
            "delivery 1 2 v=2 utf8 body=8bitmime envid=QQ+203+3D14 ret=hdrs requiretls new more=x");
  }

  @Test
  void aLaterVersionIsRefusedAndToldApartFromDamage() {
    String later = "delivery 1 2 v=3 secret\nto ann@a.example\n";
    assertThat(DeliveryText.read(later).damaged()).containsExactly(later);
    assertThat(DeliveryText.later(later)).isTrue();
    assertThat(DeliveryText.later("hello v=2\n")).isFalse();
  }
}
