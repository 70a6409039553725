package org.posthorn.webmail.live;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import org.posthorn.web.security.Area;

/** Takes the token of the session out of the cookies with which a page connects. */
public class LiveConfigurator extends ServerEndpointConfig.Configurator {
  /** The user property that has it. */
  static final String TOKEN = LiveConfigurator.class.getName() + ".token";

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    String token = "";
    for (Map.Entry<String, List<String>> header : request.getHeaders().entrySet()) {
      if (header.getKey().equalsIgnoreCase("Cookie")) {
        token = token(String.join("; ", header.getValue()));
      }
    }
    config.getUserProperties().put(TOKEN, token);
  }

  private static String token(String cookies) {
    String name = "posthorn-" + Area.WEBMAIL.word() + "=";
    for (String cookie : cookies.split("; *")) {
      String plain = cookie.startsWith("__Secure-") ? cookie.substring(9) : cookie;
      if (plain.startsWith(name)) {
        return plain.substring(name.length());
      }
    }
    return "";
  }
}
