package org.posthorn.webmail.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.util.Optional;

/** The query of an address, in UTF-8 whatever the server makes of it. */
final class Query {
  private Query() {}

  /** The first value of a name; empty when there is none. */
  static Optional<String> value(HttpServletRequest request, String name) {
    String query = Optional.ofNullable(request.getQueryString()).orElse("");
    for (String pair : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        try {
          return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), UTF_8));
        } catch (IllegalArgumentException malformed) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
