package org.posthorn.spool.boundary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;

/**
 * Deliveries as the text of a JMS message. Each is a line {@code delivery ID CONTENT}, a line
 * {@code from ADDRESS} unless the reverse-path is null, and a line {@code to ADDRESS} for each
 * recipient. The first line may go on with tokens in any order: {@code utf8}, {@code
 * body=8bitmime}, {@code body=binarymime}; others, of later versions, are passed over.
 */
public final class DeliveryText {
  private static final String BODY = "body=";

  private DeliveryText() {}

  /** Writes them. */
  public static String write(List<Delivery> deliveries) {
    StringBuilder text = new StringBuilder(deliveries.size() * 120);
    for (Delivery delivery : deliveries) {
      text.append("delivery ").append(delivery.id()).append(' ').append(delivery.contentId());
      text.append(delivery.utf8() ? " utf8" : "");
      if (delivery.body() != Body.SEVEN_BIT) {
        text.append(' ').append(BODY).append(delivery.body().text());
      }
      text.append('\n');
      delivery.sender().ifPresent(sender -> text.append("from ").append(sender).append('\n'));
      delivery.recipients().forEach(to -> text.append("to ").append(to).append('\n'));
    }
    return text.toString();
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when the text is of another form
   */
  public static List<Delivery> read(String text) {
    List<Delivery> deliveries = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); ) {
      String[] head = lines.get(i++).split(" ");
      if (head.length < 3 || !head[0].equals("delivery")) {
        throw new IllegalArgumentException("no delivery");
      }
      Optional<Address> sender = Optional.empty();
      if (i < lines.size() && lines.get(i).startsWith("from ")) {
        sender = Optional.of(address(lines.get(i++)));
      }
      List<Address> recipients = new ArrayList<>();
      while (i < lines.size() && lines.get(i).startsWith("to ")) {
        recipients.add(address(lines.get(i++)));
      }
      Set<String> tokens = Set.copyOf(Arrays.asList(head).subList(3, head.length));
      deliveries.add(
          new Delivery(
              head[1],
              Long.parseLong(head[2]),
              sender,
              recipients,
              tokens.contains("utf8"),
              body(tokens)));
    }
    return deliveries;
  }

  private static Body body(Set<String> tokens) {
    return tokens.stream()
        .filter(token -> token.startsWith(BODY))
        .flatMap(token -> Body.named(token.substring(BODY.length())).stream())
        .findFirst()
        .orElse(Body.SEVEN_BIT);
  }

  private static Address address(String line) {
    return Address.parse(line.substring(line.indexOf(' ') + 1))
        .orElseThrow(() -> new IllegalArgumentException("a delivery with a broken address"));
  }
}
