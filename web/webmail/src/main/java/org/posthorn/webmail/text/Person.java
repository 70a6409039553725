package org.posthorn.webmail.text;

import java.util.Locale;
import org.posthorn.mime.MailAddress;

/**
 * Somebody in a header, as people see them.
 *
 * @param name what they are called; the address where they have no name
 * @param address {@code local@domain}
 */
public record Person(String name, String address) {
  private static final int COLOURS = 12;

  /** Somebody of an address field. */
  public static Person of(MailAddress address) {
    String name = address.name().strip();
    return new Person(name.isEmpty() ? address.address() : name, address.address());
  }

  public String getName() {
    return name;
  }

  public String getAddress() {
    return address;
  }

  /** Whether the name is another text than the address. */
  public boolean isNamed() {
    return !name.equalsIgnoreCase(address);
  }

  /** The first word of the name, for lists of several. */
  public String first() {
    int end = isNamed() ? name.indexOf(' ') : name.indexOf('@');
    return end > 0 ? name.substring(0, end).replaceAll("[,;\"]", "") : name;
  }

  /** One or two letters that stand for them. */
  public String getInitials() {
    String plain =
        (isNamed() ? name : name.split("@", 2)[0]).replaceAll("[^\\p{L}\\p{N} ._-]", " ");
    String[] words = plain.strip().split("[ ._-]+");
    String first = initial(words[0]);
    return words.length > 1 ? first + initial(words[words.length - 1]) : first;
  }

  private static String initial(String word) {
    return word.isEmpty()
        ? "?"
        : word.substring(0, word.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
  }

  /** One of twelve colours, the same for an address for ever. */
  public int getHue() {
    return Math.floorMod(address.toLowerCase(Locale.ROOT).hashCode(), COLOURS);
  }
}
