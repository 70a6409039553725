package org.posthorn.spool.control;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.posthorn.spool.value.Delivery;
import org.posthorn.spool.value.DeliveryText;

/**
 * Sorts deliveries into orders, so that among several servers one delivers what goes to the same
 * mailbox: others would only wait for it. A delivery to several recipients goes with the first;
 * that others may meet there costs time, nothing else.
 */
final class MessageGroups {
  /** More than all servers have consumers, so that each server has some. */
  private static final int COUNT = 128;

  private MessageGroups() {}

  /** All of them as one order, for a server that is alone. */
  static List<OrderMessage> together(List<Delivery> deliveries) {
    return List.of(order(Optional.empty(), deliveries));
  }

  /** An order for each group. */
  static List<OrderMessage> apart(List<Delivery> deliveries) {
    return deliveries.stream()
        .collect(Collectors.groupingBy(MessageGroups::of, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(each -> order(Optional.of("g" + each.getKey()), each.getValue()))
        .toList();
  }

  private static int of(Delivery delivery) {
    return Math.floorMod(
        delivery.envelope().recipients().get(0).address().lookupKey().hashCode(), COUNT);
  }

  private static OrderMessage order(Optional<String> group, List<Delivery> deliveries) {
    return new OrderMessage(UUID.randomUUID().toString(), group, DeliveryText.write(deliveries));
  }
}
