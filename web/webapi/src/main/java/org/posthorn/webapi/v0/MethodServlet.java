package org.posthorn.webapi.v0;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.posthorn.apikeys.value.KeyScope;
import org.posthorn.kernel.ContentLost;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.SendingSettings;
import org.posthorn.web.proxy.ProxySettings;
import org.posthorn.web.security.ApiKeyScheme;
import org.posthorn.web.security.RequestLogin;
import org.posthorn.web.signin.OwnRequests;
import org.posthorn.webapi.body.ApiJson;

/**
 * {@code POST /webapi/v0/METHOD} calls a method, {@code GET} shows its page. Browsers send the
 * password of Basic by themselves, so what pages of other sites have them post is refused.
 */
@WebServlet({
  "/webapi/v0/",
  "/webapi/v0/Send",
  "/webapi/v0/SuppressionList",
  "/webapi/v0/SuppressionAdd",
  "/webapi/v0/SuppressionRemove",
  "/webapi/v0/SuppressionPresent",
  "/webapi/v0/MessageGet",
  "/webapi/v0/MessageRawGet",
  "/webapi/v0/MessagePartGet",
  "/webapi/v0/MessageDelete",
  "/webapi/v0/MessageFlagsAdd",
  "/webapi/v0/MessageFlagsRemove",
  "/webapi/v0/MessageMove"
})
public class MethodServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final System.Logger LOG = System.getLogger(MethodServlet.class.getName());
  private static final Set<String> VERBS = Set.of("GET", "HEAD", "POST");

  @Inject transient RequestLogin logins;
  @Inject transient ProxySettings proxies;
  @Inject transient SendingSettings limits;
  @Inject transient Methods methods;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public MethodServlet() {}

  /** What went wrong. */
  public record Failure(
      @JsonbProperty("Code") String code, @JsonbProperty("Message") String message) {}

  private static Optional<Method> method(HttpServletRequest request) {
    String path = request.getServletPath();
    return Method.named(path.substring(path.lastIndexOf('/') + 1));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (VERBS.contains(request.getMethod())) {
      super.service(request, response);
    } else {
      response.setHeader("Allow", "GET, HEAD, POST"); // RFC 9110 §15.5.6
      fail(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "protocol", "Methods are posted");
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String page = method(request).map(MethodPage::of).orElseGet(MethodPage::all);
    response.setHeader("Content-Security-Policy", MethodPage.POLICY);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/html;charset=utf-8");
    response.getOutputStream().write(page.getBytes(UTF_8));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      answer(request, response);
    } catch (MethodFailure failure) {
      failed(response, failure, failure);
    } catch (ContentLost lost) {
      failed(response, MethodFailure.noMessage(), lost);
    } catch (RuntimeException broken) {
      String incident = UUID.randomUUID().toString();
      LOG.log(System.Logger.Level.ERROR, "event=request-failed incident=" + incident, broken);
      String message = "Internal error; the server's log has details under incident " + incident;
      failed(response, new MethodFailure("server", message), broken);
    }
  }

  /** A client must not take what it has got so far for the whole: the connection ends. */
  private static void failed(
      HttpServletResponse response, MethodFailure failure, RuntimeException cause)
      throws IOException {
    if (response.isCommitted()) {
      throw new IOException("the answer cannot be given to its end", cause);
    }
    response.reset(); // with the fields of filters
    response.setHeader("X-Content-Type-Options", "nosniff");
    fail(response, HttpServletResponse.SC_BAD_REQUEST, failure.code(), failure.sentence());
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("Cache-Control", "no-store");
    Optional<Method> method = method(request);
    if (method.isEmpty()) {
      response.setHeader("Allow", "GET, HEAD");
      fail(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "protocol", "Name a method");
    } else if (!OwnRequests.isOwn(request, proxies)) {
      fail(response, HttpServletResponse.SC_FORBIDDEN, "user", "Pages of other sites may not call");
    } else {
      Optional<Admission> admission = logins.login(request, response);
      if (admission.orElse(null) instanceof Admission.Granted granted) {
        admitted(method.get(), granted.login(), request, response);
      } else {
        refuse(admission, response);
      }
    }
  }

  private void admitted(
      Method method, Login login, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Set<KeyScope>> scopes = ApiKeyScheme.scopes(request);
    if (scopes.filter(has -> !has.contains(method.scope())).isPresent()) {
      String missing = "The key lacks the scope " + method.scope().word();
      fail(response, HttpServletResponse.SC_FORBIDDEN, "user", missing);
      return;
    }
    Record answer = call(method, login, request);
    if (answer instanceof RawAnswer raw) {
      raw.content().requireReadable();
      raw.length().ifPresent(response::setContentLengthLong);
      response.setContentType(raw.mediaType());
      response.setHeader("Content-Disposition", "attachment"); // nothing of it is shown
      response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
      raw.octets().writeTo(response.getOutputStream());
    } else {
      json(response, answer);
    }
  }

  private Record call(Method method, Login login, HttpServletRequest request) throws IOException {
    RequestLimits most = RequestLimits.of(method, limits.mail());
    if (request.getContentLengthLong() > most.body()) {
      throw MethodFailure.tooLarge();
    }
    String type = Optional.ofNullable(request.getContentType()).orElse("");
    try (MethodRequest call = MethodRequest.of(type, request.getInputStream(), most)) {
      return methods.call(method, login, call, proxies.client(request));
    }
  }

  private void refuse(Optional<Admission> admission, HttpServletResponse response)
      throws IOException {
    if (admission.orElse(null) instanceof Admission.Throttled throttled) {
      response.setHeader("Retry-After", Long.toString(throttled.seconds()));
      fail(response, 429, "user", "Too many failed logins, try again later"); // RFC 6585 §4
    } else if (admission.orElse(null) instanceof Admission.Unavailable) {
      response.setHeader("Retry-After", "1");
      fail(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "server",
          "Too many logins at once, try again");
    } else {
      logins.challenges().forEach(each -> response.addHeader("WWW-Authenticate", each));
      fail(
          response,
          HttpServletResponse.SC_UNAUTHORIZED,
          "user",
          "An account's address and password are needed");
    }
  }

  private static void fail(HttpServletResponse response, int status, String code, String message)
      throws IOException {
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    json(response, new Failure(code, message));
  }

  private static void json(HttpServletResponse response, Record body) throws IOException {
    response.setContentType("application/json;charset=utf-8");
    response.getOutputStream().write(ApiJson.jsonb().toJson(body).getBytes(UTF_8));
  }
}
