package org.posthorn.webmail.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailstore.MailStore;
import org.posthorn.sessions.boundary.Sessions;
import org.posthorn.sessions.value.OpenSession;
import org.posthorn.sessions.value.SessionsEnded;
import org.posthorn.web.security.Area;

/** The pages that are open, each with the token of its session, which may end. Thread-safe. */
@ApplicationScoped
public class LivePages {
  @Inject MailStore stores;
  @Inject Sessions sessions;

  private final Map<Session, Open> open = new ConcurrentHashMap<>();

  private record Open(long account, String token, LivePage page) {}

  /**
   * A page has connected.
   *
   * @return false when nobody is signed in with the token
   */
  boolean opened(Session session, String token) {
    Principal caller = session.getUserPrincipal();
    Optional<OpenSession> signedIn =
        sessions
            .find(Area.WEBMAIL.word(), token)
            .filter(found -> caller != null && found.login().address().equals(caller.getName()));
    signedIn.ifPresent(
        found -> {
          LivePage page = new LivePage(session, stores.as(found.login()));
          open.put(session, new Open(found.login().accountId(), token, page));
          page.watch();
          page.greet();
        });
    return signedIn.isPresent();
  }

  /** A page has asked whether somebody is here; {@code list} has it hear of new mailboxes. */
  void asked(Session session, boolean list) {
    Open page = open.get(session);
    if (page == null) {
      return;
    }
    if (sessions.find(Area.WEBMAIL.word(), page.token).isEmpty()) {
      page.page.close();
      return;
    }
    if (list) {
      page.page.watch();
    }
    page.page.greet();
  }

  /** A page has gone. */
  void closed(Session session) {
    Open page = open.remove(session);
    if (page != null) {
      page.page.end();
    }
  }

  void on(@Observes SessionsEnded ended) {
    for (Open each : open.values()) {
      if (each.account == ended.account()
          && sessions.find(Area.WEBMAIL.word(), each.token).isEmpty()) {
        each.page.close();
      }
    }
  }
}
