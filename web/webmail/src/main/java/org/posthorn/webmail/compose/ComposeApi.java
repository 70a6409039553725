package org.posthorn.webmail.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.posthorn.mailstore.AccessWithdrawn;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.Uploads;
import org.posthorn.sending.value.UploadedFile;

/**
 * What the page asks for while one writes, in JSON. A request that changes something carries the
 * field {@code X-Posthorn} and comes from a page of ours.
 */
@WebServlet("/webmail/api/compose/*")
public class ComposeApi extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final int MOST_OCTETS = 8 << 20;
  private static final int MOST_FOUND = 8;
  private static final int PICTURE = 32 << 20;
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  @Inject transient Author author;
  @Inject transient Opening opening;
  @Inject transient Identities identities;
  @Inject transient AddressSuggestions correspondents;
  @Inject transient ComposeActions actions;
  @Inject transient Uploads uploads;
  @Inject transient MailStore stores;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public ComposeApi() {}

  /** Does what was asked, and answers. */
  private interface Work {
    JsonObject of(Login login) throws IOException;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("");
    if (path.equals("/part") || path.equals("/file")) {
      Optional<Login> login = author.of(request, response);
      if (login.isPresent()) {
        picture(login.get(), path, request, response);
      }
      return;
    }
    answer(
        request,
        response,
        login ->
            switch (path) {
              case "/open" -> opening.open(login, request, ComposeTexts.of(request));
              case "/quoted" -> opening.quoted(login, request);
              case "/waiting" -> actions.waiting(login, ComposeTexts.of(request));
              case "/people" -> people(login, Query.value(request, "q"));
              default -> throw ComposeProblem.request();
            });
  }

  private JsonObject people(Login login, Optional<String> text) {
    JsonArrayBuilder found = Json.createArrayBuilder();
    if (text.filter(it -> !it.isBlank()).isPresent()) {
      for (AddressSuggestions.Person each : correspondents.find(login, text.get(), MOST_FOUND)) {
        found.add(
            Json.createObjectBuilder().add("name", each.name()).add("address", each.address()));
      }
    } else {
      correspondents.find(login, "", 1); // reads what is not known yet
    }
    return Json.createObjectBuilder().add("people", found).build();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isForged(request)) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    String path = Optional.ofNullable(request.getPathInfo()).orElse("");
    answer(
        request,
        response,
        login ->
            switch (path) {
              case "/upload" -> upload(login, request);
              case "/draft" -> actions.keep(login, body(request));
              case "/discard" -> actions.discard(login, body(request));
              case "/send" -> actions.send(login, body(request), author.client(request));
              case "/postpone" -> actions.postpone(login, body(request));
              case "/release" -> actions.release(login, body(request));
              case "/undo" -> actions.takeBack(login, body(request));
              case "/identity" -> {
                identities.keep(login, body(request));
                yield Json.createObjectBuilder().add("identities", identities.list(login)).build();
              }
              default -> throw ComposeProblem.request();
            });
  }

  private static boolean isForged(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return request.getHeader("X-Posthorn") == null || site != null && !site.equals("same-origin");
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, Work work)
      throws IOException {
    Optional<Login> login = author.of(request, response);
    if (login.isEmpty()) {
      return;
    }
    JsonObject answer;
    try {
      answer = work.of(login.get());
    } catch (JsonException malformed) {
      answer = problem(ComposeProblem.request(), request, response);
    } catch (ComposeProblem problem) {
      answer = problem(problem, request, response);
    } catch (AccessWithdrawn withdrawn) {
      answer = problem(new ComposeProblem(409, "problem.quote", ""), request, response);
    } catch (UncheckedIOException full) {
      answer = problem(new ComposeProblem(503, "problem.unavailable", ""), request, response);
    }
    byte[] octets = answer.toString().getBytes(UTF_8);
    response.setContentType("application/json;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(octets.length);
    response.getOutputStream().write(octets);
  }

  private static JsonObject problem(
      ComposeProblem problem, HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(problem.status());
    String text = ComposeTexts.of(request).text(problem.key(), problem.subject());
    return Json.createObjectBuilder().add("problem", text).add("key", problem.key()).build();
  }

  private static WrittenMail body(HttpServletRequest request) throws IOException {
    byte[] octets = request.getInputStream().readNBytes(MOST_OCTETS + 1);
    if (octets.length > MOST_OCTETS) {
      throw new ComposeProblem(413, "problem.size", "");
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(octets))) {
      return new WrittenMail(reader.readObject());
    }
  }

  private JsonObject upload(Login login, HttpServletRequest request) throws IOException {
    String name = Query.value(request, "name").orElse("");
    String type = Optional.ofNullable(request.getContentType()).orElse("application/octet-stream");
    UploadedFile file =
        uploads
            .keep(login, name, type, request.getInputStream())
            .orElseThrow(() -> new ComposeProblem(413, "problem.size", ""));
    JsonObjectBuilder answer = Json.createObjectBuilder();
    answer.add("upload", file.id()).add("name", file.name());
    return answer.add("type", file.mediaType()).add("size", file.octets()).build();
  }

  /** A picture in the text: no script can come of it, whatever it says it is. */
  private void picture(
      Login login, String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Picture> picture = path.equals("/file") ? file(login, request) : part(login, request);
    if (picture.filter(it -> PICTURES.contains(it.type())).isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setContentType(picture.get().type());
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    response.setHeader("Cache-Control", "private, max-age=600");
    picture.get().octets().writeTo(response.getOutputStream());
  }

  private record Picture(String type, OutgoingPart.Octets octets) {}

  private Optional<Picture> file(Login login, HttpServletRequest request) {
    String id = Query.value(request, "upload").orElse("");
    if (!id.matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return uploads
        .find(login, Long.parseLong(id))
        .map(
            found ->
                new Picture(found.mediaType(), uploads.octets(login, found.id()).orElseThrow()));
  }

  private Optional<Picture> part(Login login, HttpServletRequest request) {
    Optional<StoredMail> mail =
        Query.value(request, "message").flatMap(name -> StoredMail.named(stores.as(login), name));
    Optional<MessagePart> part =
        mail.flatMap(it -> it.part(Query.value(request, "part").orElse("")));
    return part.filter(it -> StoredMail.size(it) <= PICTURE)
        .map(it -> new Picture(it.mediaType(), mail.get().octets(it)));
  }
}
