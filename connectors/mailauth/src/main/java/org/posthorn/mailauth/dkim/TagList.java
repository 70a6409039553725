package org.posthorn.mailauth.dkim;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Names with values, as in signatures and key records. RFC 6376 §3.2. Names that are not known are
 * kept; their order is.
 */
public final class TagList {
  private static final int MOST = 64;

  private final Map<String, String> tags;

  private TagList(Map<String, String> tags) {
    this.tags = tags;
  }

  /**
   * Reads one; empty when it is none, or a name comes twice.
   *
   * @param text with folding or without
   */
  // tag-list = tag-spec *( ";" tag-spec ) [ ";" ] ; tag-spec = [FWS] tag-name [FWS] "=" [FWS]
  // tag-value [FWS]
  public static Optional<TagList> parse(String text) {
    Map<String, String> tags = new LinkedHashMap<>();
    String[] specs = text.split(";", -1);
    for (int i = 0; i < specs.length; i++) {
      if (i == specs.length - 1 && i > 0 && trim(specs[i]).isEmpty()) {
        break;
      }
      int equals = specs[i].indexOf('=');
      String name = trim(specs[i].substring(0, Math.max(0, equals)));
      if (!isName(name)
          || tags.put(name, trim(specs[i].substring(equals + 1))) != null
          || tags.size() > MOST) {
        return Optional.empty();
      }
    }
    return Optional.of(new TagList(tags));
  }

  // tag-name = ALPHA *ALNUMPUNC
  private static boolean isName(String text) {
    return !text.isEmpty()
        && Character.isLetter(text.charAt(0))
        && text.chars().allMatch(c -> c < 128 && (c == '_' || Character.isLetterOrDigit(c)));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The name of the first tag; a list has at least one. */
  String first() {
    return tags.keySet().iterator().next();
  }

  /** Whether there is such a tag. */
  public boolean has(String name) {
    return tags.containsKey(name);
  }

  /** A value, without blanks around it. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(tags.get(name));
  }

  /** A value without any blanks. */
  public Optional<String> compact(String name) {
    return value(name).map(TagList::withoutBlanks);
  }

  private static String withoutBlanks(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!isBlank(text.charAt(i))) {
        kept.append(text.charAt(i));
      }
    }
    return kept.toString();
  }

  /** Base64 without blanks; empty when there are no octets, or it is no Base64. */
  public Optional<String> base64(String name) {
    return octets(name).isPresent() ? compact(name) : Optional.empty();
  }

  /** Octets in Base64; empty when there are none, or it is no Base64. */
  Optional<byte[]> octets(String name) {
    try {
      return compact(name)
          .filter(text -> !text.isEmpty())
          .map(text -> Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Words between colons, in lower case; none where the tag is missing. */
  List<String> words(String name) {
    return compact(name).stream()
        .flatMap(text -> Stream.of(text.toLowerCase(Locale.ROOT).split(":", -1)))
        .toList();
  }

  /** A number of up to 18 digits; larger ones count as the largest. Negative when it is none. */
  OptionalLong number(String name) {
    Optional<String> text = value(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    String digits = text.get();
    boolean plain = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!plain || digits.length() > 76) { // RFC 6376 §3.5: l= has at most 76 digits
      return OptionalLong.of(-1);
    }
    return OptionalLong.of(digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits));
  }
}
