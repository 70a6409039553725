package org.posthorn.webmail.live;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

/** Registers {@link LiveEndpoint}; found by an annotation alone, the server answers 404. */
@WebListener
public class LiveStart implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServerContainer container =
        (ServerContainer) event.getServletContext().getAttribute(ServerContainer.class.getName());
    try {
      container.addEndpoint(
          ServerEndpointConfig.Builder.create(LiveEndpoint.class, "/webmail/live")
              .configurator(new LiveConfigurator())
              .build());
    } catch (DeploymentException e) {
      throw new IllegalStateException(e);
    }
  }
}
