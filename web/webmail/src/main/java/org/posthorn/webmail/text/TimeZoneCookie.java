package org.posthorn.webmail.text;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Stream;

/** In which time zone the browser is: our pages put that into a cookie. */
final class TimeZoneCookie {
  private static final String NAME = "posthorn-zone";

  private TimeZoneCookie() {}

  static ZoneId zone(HttpServletRequest request) {
    return Stream.ofNullable(request.getCookies())
        .flatMap(Arrays::stream)
        .filter(cookie -> cookie.getName().equals(NAME))
        .map(cookie -> parse(cookie.getValue()))
        .findFirst()
        .orElse(ZoneOffset.UTC);
  }

  private static ZoneId parse(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      return ZoneOffset.UTC;
    }
  }
}
