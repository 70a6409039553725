package org.posthorn.spool.value;

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
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.EnvelopeText;
import org.posthorn.kernel.Recipient;

/**
 * Deliveries as the text of a JMS message. Each is a line {@code delivery ID CONTENT WORDS}, a line
 * {@code from ADDRESS} unless the reverse-path is null, and for each recipient a line {@code to
 * ADDRESS}, with a line {@code with WORDS} after it when RCPT said more. Words are those of {@link
 * EnvelopeText}; on the first line also {@code v=} with the version of this form, and at the end
 * {@code crc=} with the CRC-32C of the delivery's text without that word, because the broker's
 * journal has no checksums. Words that are not known are kept and written again. Version 1 is not
 * written, and has neither {@code with} nor, in old texts, {@code crc}; a version that is not known
 * is refused.
 */
public final class DeliveryText {
  private static final String DELIVERY = "delivery ";
  private static final String VERSION = "v=";
  private static final int LATEST = 2;
  private static final Pattern CHECKSUM = Pattern.compile(" crc=([0-9a-f]{8})(?= |$)");

  private static final Pattern LATER = Pattern.compile(" v=([0-9]{1,4})(?= |$)");

  /** All that may stand without a checksum; anything else may have been one. */
  private static final Pattern EARLIER = Pattern.compile("utf8|body=[a-z0-9]+");

  private static final List<String> MEMBERS = List.of("from ", "to ", "with ");
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
      Envelope envelope = delivery.envelope();
      StringBuilder rest = new StringBuilder();
      envelope.sender().ifPresent(sender -> rest.append("from ").append(sender).append('\n'));
      boolean more = false;
      for (Recipient to : envelope.recipients()) {
        rest.append("to ").append(to.address()).append('\n');
        String words = EnvelopeText.write(to);
        if (!words.isEmpty()) {
          more = true;
          rest.append("with ").append(words).append('\n');
        }
      }
      StringBuilder first = new StringBuilder(DELIVERY);
      first.append(delivery.id()).append(' ').append(delivery.contentId());
      if (more) { // else earlier builds can read it, too
        first.append(' ').append(VERSION).append(LATEST);
      }
      String options = EnvelopeText.write(envelope.options());
      if (!options.isEmpty()) {
        first.append(' ').append(options);
      }
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
      if (known && MEMBERS.stream().noneMatch(lines.element()::startsWith)) {
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
      return later(first) ? Optional.empty() : Optional.of(delivery(first.split(" "), lines));
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
    List<Recipient> recipients = recipients(lines.subList(sent ? 2 : 1, lines.size()));
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a delivery to nobody");
    }
    List<String> options = new ArrayList<>(List.of(words).subList(CONTENT + 1, words.length));
    boolean checked = options.removeIf(word -> CHECKSUM.matcher(" " + word).matches());
    if (!checked && !options.stream().allMatch(word -> EARLIER.matcher(word).matches())) {
      throw new IllegalArgumentException("a damaged checksum");
    }
    options.removeIf(word -> word.startsWith(VERSION));
    Envelope envelope = new Envelope(sender, recipients, EnvelopeText.mailOptions(options));
    return new Delivery(words[1], Long.parseLong(words[CONTENT]), envelope);
  }

  private static List<Recipient> recipients(List<String> lines) {
    List<Recipient> recipients = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Address address = address("to ", lines.get(i));
      List<String> words = List.of();
      if (i + 1 < lines.size() && lines.get(i + 1).startsWith("with ")) {
        words = EnvelopeText.words(lines.get(++i).substring("with ".length()));
      }
      recipients.add(EnvelopeText.recipient(address, words));
    }
    return recipients;
  }

  /**
   * Whether a text that could not be read is one of a later version: nothing is wrong with it, but
   * what it asks for cannot be done here.
   */
  public static boolean later(String damaged) {
    return damaged
        .lines()
        .findFirst()
        .map(LATER::matcher)
        .filter(Matcher::find)
        .map(found -> Integer.parseInt(found.group(1)))
        .filter(version -> version > LATEST)
        .isPresent();
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
