package org.posthorn.web.proxy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthorn.net.Networks;

/**
 * What host a browser has asked for, as the trusted proxy says that it has spoken to. What others
 * say in these fields counts for nothing. RFC 7239 §5.3.
 */
final class ForwardedHost {
  private final Networks trusted;

  /** Behind these proxies. */
  ForwardedHost(Networks trusted) {
    this.trusted = trusted;
  }

  /**
   * The host, perhaps with a port; empty when no trusted proxy names one.
   *
   * @param peer whose connection it is
   * @param hops what proxies have added, in its order: of {@code Forwarded} its elements, else
   *     those of {@code X-Forwarded-Host}
   * @param clients the addresses that belong to them, in the same order; may be shorter
   */
  Optional<String> of(String peer, List<String> hops, List<String> clients) {
    if (!trusted.contains(peer) || hops.isEmpty()) {
      return Optional.empty();
    }
    int at = hops.size() - 1;
    for (int i = clients.size() - 1; i > 0 && at > 0 && trusted.contains(clients.get(i)); i--) {
      at--; // another trusted proxy stands before it, nearer to the browser
    }
    return Optional.of(hops.get(at)).filter(host -> !host.isEmpty());
  }

  /** The values of a field with lists, in their order. RFC 9110 §5.3. */
  static List<String> list(List<String> values) {
    return values.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .collect(Collectors.toList());
  }

  /** A parameter of each element of {@code Forwarded}; empty where it has none. RFC 7239 §4. */
  static List<String> parameter(List<String> values, String name) {
    return list(values).stream().map(element -> parameter(element, name)).toList();
  }

  private static String parameter(String element, String name) {
    return Arrays.stream(element.split(";", -1))
        .map(String::strip)
        .filter(pair -> pair.toLowerCase(Locale.ROOT).startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1).replace("\"", ""))
        .findFirst()
        .orElse("");
  }

  /** The field's values of a request. */
  static List<String> values(jakarta.servlet.http.HttpServletRequest request, String field) {
    return Collections.list(request.getHeaders(field));
  }
}
