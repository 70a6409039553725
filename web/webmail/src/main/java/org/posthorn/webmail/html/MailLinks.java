package org.posthorn.webmail.html;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides about every address that a mail names: where its links lead and what it loads. */
final class MailLinks {
  private static final Pattern PICTURE_DATA =
      Pattern.compile("data:image/(?:png|jpe?g|gif|webp|avif|bmp);base64,[A-Za-z0-9+/=]*");
  private static final int MAX_LENGTH = 8_192;

  private final Function<String, @Nullable String> parts;
  private final boolean remote;
  private final Set<String> blocked = new HashSet<>();
  private final Set<String> made = new HashSet<>();

  /**
   * Nothing decided yet.
   *
   * @param parts the address of a part of the mail by its Content-ID, without angle brackets; null
   *     when there is none
   * @param remote whether pictures of other hosts are loaded
   */
  MailLinks(Function<String, @Nullable String> parts, boolean remote) {
    this.parts = parts;
    this.remote = remote;
  }

  /** How many different addresses of other hosts were not let through. */
  int blocked() {
    return blocked.size();
  }

  /** What to load for an address; empty to load nothing. */
  Optional<String> picture(String address) {
    String plain = withoutSpace(address);
    if (made.contains(plain)) {
      return Optional.of(plain);
    }
    String scheme = start(plain);
    if (scheme.startsWith("cid:")) {
      return part(plain.substring(4));
    }
    if (scheme.startsWith("data:")) {
      return PICTURE_DATA.matcher(lowerStart(plain)).matches()
          ? Optional.of(lowerStart(plain))
          : Optional.empty();
    }
    return remote(plain, scheme);
  }

  private Optional<String> remote(String plain, String scheme) {
    String full = scheme.startsWith("//") ? "https:" + plain : plain;
    boolean web = start(full).startsWith("http://") || start(full).startsWith("https://");
    if (!web || full.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (!remote) {
      blocked.add(full);
      return Optional.empty();
    }
    return Optional.of(full);
  }

  // RFC 2392 §2: the Content-ID is percent-encoded there
  private Optional<String> part(String encoded) {
    Optional<String> address =
        Optional.ofNullable(parts.apply(encoded))
            .or(() -> Optional.ofNullable(parts.apply(decoded(encoded))));
    address.ifPresent(made::add);
    return address;
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return java.net.URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  /** Where a link leads; empty when it is none that may be followed. */
  static Optional<String> link(String address) {
    String plain = withoutControls(address).strip();
    String scheme = start(plain);
    if (scheme.startsWith("//")) {
      return Optional.of("https:" + plain).filter(MailLinks::fits);
    }
    boolean known =
        scheme.startsWith("http://")
            || scheme.startsWith("https://")
            || scheme.startsWith("mailto:")
            || scheme.startsWith("tel:");
    return Optional.of(plain).filter(it -> known && fits(it));
  }

  private static boolean fits(String address) {
    return address.length() <= MAX_LENGTH;
  }

  private static String start(String address) {
    return address.substring(0, Math.min(16, address.length())).toLowerCase(Locale.ROOT);
  }

  private static String lowerStart(String data) {
    int comma = data.indexOf(',');
    return comma < 0
        ? data
        : data.substring(0, comma).toLowerCase(Locale.ROOT) + data.substring(comma);
  }

  private static String withoutSpace(String address) {
    return filtered(address, c -> c > ' ' && c != 127);
  }

  /** The text without the characters that browsers skip in addresses. */
  private static String withoutControls(String address) {
    return filtered(address, c -> c >= ' ' && c != 127);
  }

  private static String filtered(String text, java.util.function.IntPredicate kept) {
    if (text.chars().allMatch(kept)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.chars().filter(kept).forEach(c -> out.append((char) c));
    return out.toString();
  }
}
