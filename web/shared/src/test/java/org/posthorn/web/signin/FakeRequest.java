package org.posthorn.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request with fields and parameters, and nothing else. */
final class FakeRequest {
  private FakeRequest() {}

  static HttpServletRequest of(String method, Map<String, String> said) {
    Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    known.putAll(said);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            FakeRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getRemoteAddr" -> "192.0.2.1";
                  case "getHeaders" ->
                      Collections.enumeration(
                          Optional.ofNullable(known.get(String.valueOf(arguments[0]))).stream()
                              .toList());
                  case "getHeader", "getParameter" ->
                      known.get(String.valueOf(arguments[0]).toLowerCase(Locale.ROOT));
                  default -> throw new UnsupportedOperationException(called.getName());
                });
  }
}
