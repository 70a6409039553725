package org.posthorn.web.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.net.Networks;

/**
 * Who stands between clients and this server.
 *
 * @param trusted the proxies that are believed when they say whom they speak for
 * @param rfc7239 whether they say it in {@code Forwarded}, and not in {@code X-Forwarded-For}
 */
public record ProxySettings(Networks trusted, boolean rfc7239) {
  /** The proxies. */
  static final String TRUSTED = "posthorn.http.trusted-proxies";

  /** The field that they write. */
  static final String FIELD = "posthorn.http.proxy-field";

  /**
   * Reads {@link #TRUSTED} and {@link #FIELD}.
   *
   * @throws IllegalArgumentException with a sentence for the operator when the value is wrong
   */
  static ProxySettings from(Config config) {
    String field = config.getOptionalValue(FIELD, String.class).orElse("X-Forwarded-For");
    try {
      return new ProxySettings(
          Networks.parse(config.getOptionalValue(TRUSTED, String.class).orElse("")),
          field.equals("Forwarded"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(TRUSTED + " " + e.getMessage() + ".", e);
    }
  }

  /** The address of the client that sent a request, behind these proxies. */
  public String client(HttpServletRequest request) {
    return new ClientAddress(trusted, rfc7239)
        .of(
            request.getRemoteAddr(),
            Collections.list(request.getHeaders("Forwarded")),
            Collections.list(request.getHeaders("X-Forwarded-For")));
  }

  /**
   * The host that a browser has asked for, perhaps with a port: what the trusted proxy says in
   * {@code X-Forwarded-Host}, or in {@code Forwarded} where that is its field, else {@code Host}.
   */
  public Optional<String> host(HttpServletRequest request) {
    List<String> forwarded = ForwardedHost.values(request, "Forwarded");
    List<String> hosts =
        rfc7239
            ? ForwardedHost.parameter(forwarded, "host")
            : ForwardedHost.list(ForwardedHost.values(request, "X-Forwarded-Host"));
    List<String> clients =
        rfc7239
            ? ForwardedHost.parameter(forwarded, "for")
            : ForwardedHost.list(ForwardedHost.values(request, "X-Forwarded-For"));
    return new ForwardedHost(trusted)
        .of(request.getRemoteAddr(), hosts, clients)
        .or(() -> Optional.ofNullable(request.getHeader("Host")));
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    ProxySettings settings() {
      return from(ConfigProvider.getConfig());
    }
  }
}
