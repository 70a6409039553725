package org.posthorn.webmail.action;

import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.posthorn.mailstore.AccessWithdrawn;
import org.posthorn.web.turns.ComputingBusy;
import org.posthorn.webmail.settings.SettingsActions;
import org.posthorn.webmail.text.Words;

/**
 * Does what the page's scripts ask for: {@code POST /webmail/api/ACTION} with a JSON object.
 * Answers with one; when something was not done, with status 409 and a sentence for people.
 */
@WebServlet("/webmail/api/*")
public class ActionServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final int MOST_OCTETS = 256 * 1024;

  @Inject transient MessageActions messages;
  @Inject transient FolderActions folders;
  @Inject transient SessionActions sessions;
  @Inject transient SettingsActions settings;
  @Inject transient Words words;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public ActionServlet() {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(MOST_OCTETS + 1);
    if (body.length > MOST_OCTETS) {
      response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    response.setContentType("application/json;charset=UTF-8");
    JsonObject answer;
    try (JsonReader reader = jakarta.json.Json.createReader(new ByteArrayInputStream(body))) {
      answer = answer(request, response, new Json(reader.readObject()));
    } catch (JsonException malformed) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      answer = problem("error.request");
    } catch (Refusal refusal) {
      response.setStatus(HttpServletResponse.SC_CONFLICT);
      answer = problem(refusal.key());
    } catch (ComputingBusy busy) {
      response.setStatus(429); // RFC 6585 §4
      answer = problem("error.unavailable");
    } catch (AccessWithdrawn withdrawn) {
      response.setStatus(HttpServletResponse.SC_CONFLICT);
      answer = problem("error.noperm");
    }
    response.getWriter().print(answer);
  }

  private JsonObject problem(String key) {
    return jakarta.json.Json.createObjectBuilder().add("problem", words.text(key)).build();
  }

  private JsonObject answer(HttpServletRequest request, HttpServletResponse response, Json wanted) {
    String action = request.getPathInfo() == null ? "" : request.getPathInfo();
    return switch (action) {
      case "/flag" -> messages.flag(wanted);
      case "/move" -> messages.move(wanted);
      case "/delete" -> messages.delete(wanted);
      case "/folder/create" -> folders.create(wanted);
      case "/folder/rename" -> folders.rename(wanted);
      case "/folder/delete" -> folders.delete(wanted);
      case "/folder/empty" -> folders.empty(wanted);
      case "/folder/read" -> folders.read(wanted);
      case "/sessions" -> sessions.list();
      case "/sessions/end" -> sessions.end(wanted);
      case "/sign-out" -> sessions.signOut(request, response);
      default -> setting(action, wanted);
    };
  }

  private JsonObject setting(String action, Json wanted) {
    Optional<JsonObject> kept =
        switch (action) {
          case "/settings/keep" ->
              settings.keep(
                  wanted.text("language"),
                  wanted.text("zone"),
                  wanted.is("previews"),
                  wanted.is("replyAll"),
                  (int) wanted.number("undoSeconds"));
          case "/settings/previews" -> settings.previews(wanted.is("shown"));
          case "/settings/trust" -> settings.trust(wanted.text("address"), wanted.is("shown"));
          case "/label" ->
              settings.label(
                  wanted.text("keyword"), wanted.text("name"), (int) wanted.number("hue"));
          case "/label/forget" -> settings.unlabel(wanted.text("keyword"));
          case "/search" -> settings.search(wanted.text("name"), wanted.text("query"));
          case "/search/forget" -> settings.unsearch(wanted.text("name"));
          default -> throw new Refusal("error.request");
        };
    return kept.orElseThrow(() -> new Refusal("error.setting"));
  }
}
