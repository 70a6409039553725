package org.posthorn.spool.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.spool.value.Delivery;
import org.posthorn.spool.value.DeliveryText;

class MessageGroupsTest {
  private static Delivery to(String id, String... recipients) {
    List<Address> addresses = new ArrayList<>();
    for (String each : recipients) {
      addresses.add(Address.stored(each));
    }
    return new Delivery(id, 1, Envelope.of(Optional.empty(), addresses, false, Body.SEVEN_BIT));
  }

  @Test
  void whatGoesToTheSameAddressIsOneOrder() {
    List<Delivery> deliveries =
        List.of(
            to("1", "ann@posthorn.test"),
            to("2", "bob@posthorn.test"),
            to("3", "Ann@POSTHORN.test", "bob@posthorn.test"));
    List<OrderMessage> orders = MessageGroups.apart(deliveries);
    assertThat(orders).hasSize(2);
    assertThat(orders).extracting(OrderMessage::group).doesNotHaveDuplicates();
    assertThat(orders)
        .extracting(order -> DeliveryText.read(order.text()).whole())
        .containsExactlyInAnyOrder(
            List.of(deliveries.get(0), deliveries.get(2)), List.of(deliveries.get(1)));
  }

  @Test
  void aGroupStaysTheSame() {
    assertThat(MessageGroups.apart(List.of(to("1", "ann@posthorn.test"))).get(0).group())
        .isEqualTo(MessageGroups.apart(List.of(to("2", "ann@posthorn.test"))).get(0).group());
  }

  @Test
  void aServerThatIsAloneSendsAllAtOnceAndWithoutGroup() {
    List<OrderMessage> orders =
        MessageGroups.together(List.of(to("1", "ann@posthorn.test"), to("2", "bob@posthorn.test")));
    assertThat(orders).hasSize(1);
    assertThat(orders.get(0).group()).isEmpty();
  }
}
