package org.posthorn.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * Sees to it that nobody can hide a request in another one: a proxy in front may see the end of a
 * request with a Transfer-Encoding elsewhere than this server does (request smuggling, RFC 9112
 * §11.2). Such a request is refused where it is ambiguous, and none can follow it on its connection
 * in any case, because servers take the Content-Length out of sight that stood before a
 * Transfer-Encoding.
 */
public class MessageFraming extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    List<String> codings = Collections.list(request.getHeaders("Transfer-Encoding"));
    if (!codings.isEmpty()) {
      response.setHeader("Connection", "close"); // RFC 9112 §6.1
      boolean length = request.getHeaders("Content-Length").hasMoreElements();
      if (length || ambiguous(request.getProtocol(), codings)) {
        response.sendError(HttpServletResponse.SC_BAD_REQUEST); // RFC 9112 §6.3
        return;
      }
    }
    if (request.getHeader("Upgrade") == null) {
      chain.doFilter(request, response);
    } else if (!codings.isEmpty()) {
      response.sendError(HttpServletResponse.SC_LENGTH_REQUIRED); // we would not see its end
    } else { // no upgrade: RFC 9110 §7.8
      long length = length(request);
      if (length > 0 || !"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
        // Grizzly closes, and does not always say so; what follows a body would count as its part
        response.setHeader("Connection", "close");
      }
      chain.doFilter(length > 0 ? new MeasuredBody(request, length) : request, response);
    }
  }

  private static long length(HttpServletRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null || !length.matches("[0-9]{1,18}") ? 0 : Long.parseLong(length);
  }

  /**
   * Whether others may see another end, or none.
   *
   * @param protocol of the request, such as {@code HTTP/1.1}
   * @param codings the values of its Transfer-Encoding fields
   */
  static boolean ambiguous(String protocol, List<String> codings) {
    return protocol.equals("HTTP/1.0") // RFC 9112 §6.1
        || codings.size() > 1
        || !codings.get(0).strip().equalsIgnoreCase("chunked"); // the only coding that we know
  }
}
