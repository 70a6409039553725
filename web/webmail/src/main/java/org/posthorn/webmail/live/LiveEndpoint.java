package org.posthorn.webmail.live;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;

/**
 * {@code /webmail/live}: tells open pages what has changed. {@code AreaFilter} has let in only who
 * is signed in, and only from our own pages.
 */
public class LiveEndpoint extends Endpoint {
  private static final System.Logger LOG = System.getLogger(LiveEndpoint.class.getName());

  /** Longer than pages take to ask whether somebody is here. */
  private static final long IDLE_MILLIS = 120_000;

  private static final int LONGEST = 64;

  private static LivePages pages() {
    return CDI.current().select(LivePages.class).get();
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.setMaxIdleTimeout(IDLE_MILLIS);
    session.setMaxTextMessageBufferSize(LONGEST);
    session.addMessageHandler(
        String.class,
        (MessageHandler.Whole<String>) text -> pages().asked(session, text.equals("list")));
    Object token = config.getUserProperties().remove(LiveConfigurator.TOKEN);
    if (!pages().opened(session, token == null ? "" : token.toString())) {
      try {
        session.close(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, "sign in"));
      } catch (IOException gone) {
        LOG.log(System.Logger.Level.DEBUG, "event=live-page-gone", gone);
      }
    }
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    pages().closed(session);
  }

  @Override
  public void onError(Session session, Throwable thrown) {
    LOG.log(System.Logger.Level.DEBUG, "event=live-page-failed", thrown);
    pages().closed(session);
  }
}
