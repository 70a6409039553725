package org.posthorn.web.proxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthorn.net.Networks;

/**
 * Who the client is behind proxies that are trusted to say so: the last address that no trusted
 * proxy has. What others say in these fields counts for nothing. RFC 7239.
 */
final class ClientAddress {
  private static final int MOST_HOPS = 32;

  private final Networks trusted;
  private final boolean rfc7239;

  /**
   * Behind these proxies.
   *
   * @param trusted the addresses from which such fields are believed
   * @param rfc7239 whether they write {@code Forwarded}, and not {@code X-Forwarded-For}: the field
   *     that they do not write may be anybody's
   */
  ClientAddress(Networks trusted, boolean rfc7239) {
    this.trusted = trusted;
    this.rfc7239 = rfc7239;
  }

  /**
   * The client's address.
   *
   * @param peer whose connection it is
   * @param forwarded the values of {@code Forwarded}, in their order
   * @param forwardedFor the values of {@code X-Forwarded-For}
   */
  String of(String peer, List<String> forwarded, List<String> forwardedFor) {
    List<String> hops = rfc7239 ? parameters(forwarded) : plain(forwardedFor);
    Collections.reverse(hops); // what the proxies have added stands last
    String client = peer;
    for (String hop : hops.subList(0, Math.min(MOST_HOPS, hops.size()))) {
      if (!trusted.contains(client)) {
        return client;
      }
      Optional<String> address = address(hop);
      if (address.isEmpty()) {
        return client; // "unknown" or a pseudonym: the proxy answers for it. RFC 7239 §6
      }
      client = address.get();
    }
    return client;
  }

  private static List<String> plain(List<String> values) {
    return values.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  // Forwarded = 1#forwarded-element; forwarded-element = [ pair ] *( ";" [ pair ] ); RFC 7239 §4
  private static List<String> parameters(List<String> values) {
    return values.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(ClientAddress::node)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static String node(String element) {
    for (String pair : element.split(";", -1)) {
      String name = pair.strip().toLowerCase(Locale.ROOT);
      if (name.startsWith("for=")) {
        return pair.strip().substring("for=".length());
      }
    }
    return "unknown";
  }

  // node = nodename [ ":" node-port ], IPv6 in brackets and quotes; RFC 7239 §6
  private static Optional<String> address(String node) {
    String text = node.replace("\"", "").strip();
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      text = end < 0 ? "" : text.substring(1, end);
    } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
      text = text.substring(0, text.indexOf(':'));
    }
    return Networks.octets(text).isPresent() ? Optional.of(text) : Optional.empty();
  }
}
