package org.posthorn.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds fault with addresses of other machines before somebody waits for them in vain. */
final class Resolvers {
  private static final int LAST_PORT = 65_535;
  private static final Pattern ONE =
      Pattern.compile(
          "(?<v6>[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.%]*)"
              + "|(?:\\[(?<bracketed>[0-9A-Fa-f:.]+)\\]|(?<name>[A-Za-z0-9._-]+))"
              + "(?::(?<port>[0-9]{1,5}))?");

  private Resolvers() {}

  /** What is wrong with {@code host[:port][,host[:port]…]}. */
  static Optional<String> objection(String text) {
    for (String part : text.split(",", -1)) {
      Matcher one = ONE.matcher(part.strip());
      if (!one.matches() || !isPort(one.group("port"))) {
        return Optional.of("is \"" + text + "\", but must be host[:port] with commas between them");
      }
      String host =
          one.group("v6") != null
              ? one.group("v6")
              : one.group("bracketed") != null ? one.group("bracketed") : one.group("name");
      if (!isKnown(host)) {
        return Optional.of("names \"" + host + "\", which has no address");
      }
    }
    return Optional.empty();
  }

  /** What is wrong with an address of this machine. */
  static Optional<String> objectionToAddress(String text) {
    return isKnown(text)
        ? Optional.empty()
        : Optional.of("is \"" + text + "\", but must be an address of this machine");
  }

  private static boolean isPort(@Nullable String text) {
    return text == null || Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= LAST_PORT;
  }

  private static boolean isKnown(String host) {
    try {
      return InetAddress.getByName(host).getAddress().length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
