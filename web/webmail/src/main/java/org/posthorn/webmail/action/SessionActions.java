package org.posthorn.webmail.action;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.posthorn.sessions.boundary.Sessions;
import org.posthorn.sessions.value.SessionInfo;
import org.posthorn.web.security.Area;
import org.posthorn.web.signin.AreaCookies;
import org.posthorn.web.signin.SignedIn;
import org.posthorn.webmail.text.Words;

/** Signing out, here and elsewhere. */
@RequestScoped
public class SessionActions {
  @Inject Sessions sessions;
  @Inject SignedIn me;
  @Inject AreaCookies cookies;
  @Inject Words words;

  /** Ends this session. */
  JsonObject signOut(HttpServletRequest request, HttpServletResponse response) {
    sessions.end(me.login().accountId(), me.session().id());
    cookies.dropSession(request, response, Area.WEBMAIL);
    response.setHeader("Clear-Site-Data", "\"cache\"");
    return jakarta.json.Json.createObjectBuilder().add("to", Area.WEBMAIL.signInPath()).build();
  }

  /** The sessions of the account. */
  JsonObject list() {
    JsonArrayBuilder list = jakarta.json.Json.createArrayBuilder();
    for (SessionInfo session : sessions.list(me.login().accountId())) {
      list.add(
          jakarta.json.Json.createObjectBuilder()
              .add("id", Long.toString(session.id()))
              .add("agent", agent(session.agent()))
              .add("client", session.client())
              .add("since", words.fully(session.since().getEpochSecond()))
              .add("seen", words.fully(session.seen().getEpochSecond()))
              .add("current", session.id() == me.session().id()));
    }
    return jakarta.json.Json.createObjectBuilder().add("sessions", list).build();
  }

  /** What a browser calls itself, as people call it. */
  private static String agent(String agent) {
    String browser =
        agent.contains("Edg/")
            ? "Edge"
            : agent.contains("Firefox/")
                ? "Firefox"
                : agent.contains("Chrome/") ? "Chrome" : agent.contains("Safari/") ? "Safari" : "";
    String system =
        agent.contains("Android")
            ? "Android"
            : agent.contains("iPhone") || agent.contains("iPad")
                ? "iOS"
                : agent.contains("Windows")
                    ? "Windows"
                    : agent.contains("Mac OS") ? "macOS" : agent.contains("Linux") ? "Linux" : "";
    String both = browser + (browser.isEmpty() || system.isEmpty() ? "" : " · ") + system;
    return both.isEmpty() ? agent : both;
  }

  /** Ends one session, or all but this one. */
  JsonObject end(Json request) {
    long account = me.login().accountId();
    if (request.is("others")) {
      sessions.endOthers(account, me.session().id());
    } else {
      sessions.end(account, request.number("id"));
    }
    return list();
  }
}
