package org.posthorn.spool.boundary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;

/**
 * Deliveries as the text of a JMS message. Each is a line {@code delivery ID CONTENT TOKENS}, a
 * line {@code from ADDRESS} unless the reverse-path is null, and a line {@code to ADDRESS} for each
 * recipient. Tokens are {@code utf8}, {@code body=} with what the sender declared unless that was
 * 7BIT, and {@code crc=} with the CRC-32C of the delivery's text without that token, because the
 * broker's journal has no checksums; others are passed over. Deliveries of earlier builds have no
 * {@code crc}.
 */
public final class DeliveryText {
  private static final String DELIVERY = "delivery ";
  private static final String UTF8 = "utf8";
  private static final String BODY = "body=";
  private static final Pattern CHECKSUM = Pattern.compile(" crc=([0-9a-f]{8})(?= |$)");

  /** All that may stand without a checksum; anything else may have been one. */
  private static final Pattern EARLIER = Pattern.compile("utf8|body=[a-z0-9]+");

  private static final int CONTENT = 2; // word of the first line

  private DeliveryText() {}

  /**
   * What was read.
   *
   * @param whole deliveries as they were written
   * @param damaged the texts of others
   */
  public record Orders(List<Delivery> whole, List<String> damaged) {
    public Orders {
      whole = List.copyOf(whole);
      damaged = List.copyOf(damaged);
    }
  }

  /** Writes them. */
  public static String write(List<Delivery> deliveries) {
    StringBuilder text = new StringBuilder(deliveries.size() * 140);
    for (Delivery delivery : deliveries) {
      StringBuilder first = new StringBuilder(DELIVERY);
      first.append(delivery.id()).append(' ').append(delivery.contentId());
      if (delivery.utf8()) {
        first.append(' ').append(UTF8);
      }
      if (delivery.body() != Body.SEVEN_BIT) {
        first.append(' ').append(BODY).append(delivery.body().text());
      }
      StringBuilder rest = new StringBuilder();
      delivery.sender().ifPresent(sender -> rest.append("from ").append(sender).append('\n'));
      delivery.recipients().forEach(to -> rest.append("to ").append(to).append('\n'));
      String checksum = " crc=" + HexFormat.of().toHexDigits(checksum(first + "\n" + rest));
      text.append(first).append(checksum).append('\n').append(rest);
    }
    return text.toString();
  }

  private static int checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  /** Reads them; what is no delivery is a damaged one. */
  public static Orders read(String text) {
    List<Delivery> whole = new ArrayList<>();
    List<String> damaged = new ArrayList<>();
    Deque<String> lines = new ArrayDeque<>(text.lines().toList());
    while (!lines.isEmpty()) {
      List<String> order = next(lines);
      delivery(order)
          .ifPresentOrElse(whole::add, () -> damaged.add(String.join("\n", order) + "\n"));
    }
    return new Orders(whole, damaged);
  }

  /** The lines of one; of something else, all lines up to the next one. */
  private static List<String> next(Deque<String> lines) {
    List<String> order = new ArrayList<>(List.of(lines.remove()));
    boolean known = order.get(0).startsWith(DELIVERY);
    while (!lines.isEmpty() && !lines.element().startsWith(DELIVERY)) {
      boolean member = lines.element().startsWith("from ") || lines.element().startsWith("to ");
      if (known && !member) {
        break; // the next one, whose first line is damaged
      }
      order.add(lines.remove());
    }
    return order;
  }

  private static Optional<Delivery> delivery(List<String> lines) {
    String first = lines.get(0);
    Matcher token = CHECKSUM.matcher(first);
    if (token.find()) {
      String written =
          token.replaceFirst("") + "\n" + String.join("\n", lines.subList(1, lines.size())) + "\n";
      if (checksum(written) != Integer.parseUnsignedInt(token.group(1), 16)) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(delivery(first.split(" "), lines));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static Delivery delivery(String[] words, List<String> lines) {
    if (!words[0].concat(" ").equals(DELIVERY)) {
      throw new IllegalArgumentException("no delivery");
    }
    boolean sent = lines.get(1).startsWith("from ");
    Optional<Address> sender =
        sent ? Optional.of(address("from ", lines.get(1))) : Optional.empty();
    List<Address> recipients = new ArrayList<>();
    for (String line : lines.subList(sent ? 2 : 1, lines.size())) {
      recipients.add(address("to ", line));
    }
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a delivery to nobody");
    }
    List<String> tokens = List.of(words).subList(CONTENT + 1, words.length);
    if (!CHECKSUM.matcher(lines.get(0)).find()
        && !tokens.stream().allMatch(token -> EARLIER.matcher(token).matches())) {
      throw new IllegalArgumentException("a damaged checksum");
    }
    return new Delivery(
        words[1],
        Long.parseLong(words[CONTENT]),
        sender,
        recipients,
        tokens.contains(UTF8),
        body(tokens));
  }

  private static Body body(List<String> tokens) {
    return tokens.stream()
        .filter(token -> token.startsWith(BODY))
        .flatMap(token -> Body.named(token.substring(BODY.length())).stream())
        .findFirst()
        .orElse(Body.SEVEN_BIT);
  }

  /** The content that a damaged one names; may be none, or a wrong one. */
  public static OptionalLong contentOf(String damaged) {
    String[] words = damaged.lines().findFirst().orElse("").split(" ");
    try {
      return words.length > CONTENT
          ? OptionalLong.of(Long.parseLong(words[CONTENT]))
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static Address address(String word, String line) {
    return Optional.of(line) // an address that was taken counts, whatever is taken by now
        .filter(text -> text.startsWith(word))
        .map(text -> text.substring(word.length()))
        .filter(text -> text.indexOf('@') > 0)
        .map(Address::stored)
        .orElseThrow(() -> new IllegalArgumentException("a delivery with a broken address"));
  }
}
