package org.posthorn.webmail.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.sasl.Login;
import org.posthorn.web.Assets;

/**
 * The documents of the composer, each with a policy of its own: the page with its buttons, the
 * frame with the text, in which alone styles of the text are allowed, a frame without scripts whose
 * parser reads what strangers wrote, and the quoted message.
 */
@WebServlet({"/webmail/compose", "/webmail/compose/*"})
public class ComposePage extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final String PAGE =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types posthorn";
  private static final String FRAME =
      "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
          + " img-src 'self' blob: data:; frame-src 'self'; form-action 'none'; base-uri 'none';"
          + " frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
  private static final String INERT =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none';"
          + " frame-ancestors 'self'";
  private static final String QUOTE =
      "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
          + " style-src 'unsafe-inline'; form-action 'none'; base-uri 'none';"
          + " frame-ancestors 'self'; img-src 'self' data:";
  private static final Pattern HOLE = Pattern.compile("\\{([a-z][A-Za-z.]*)\\}");

  @Inject transient Author author;
  @Inject transient Opening opening;
  @Inject transient Assets assets;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public ComposePage() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Login> login = author.of(request, response);
    if (login.isEmpty()) {
      return;
    }
    ComposeTexts texts = ComposeTexts.of(request);
    UnaryOperator<String> holes =
        key ->
            switch (key) {
              case "assets" -> assets.getBase();
              case "lang" -> texts.locale().getLanguage();
              case "texts" -> texts.all().toString();
              default -> texts.has(key) ? texts.text(key) : '{' + key + '}';
            };
    switch (Optional.ofNullable(request.getPathInfo()).orElse("")) {
      case "" -> write(response, PAGE, filled("compose.html", holes));
      case "/frame" -> write(response, FRAME, filled("frame.html", holes));
      case "/inert" -> write(response, INERT, filled("inert.html", holes));
      case "/quote" -> quote(login.get(), request, response);
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private void quote(Login login, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean remote = Query.value(request, "remote").equals(Optional.of("1"));
    try {
      String document = opening.quoteDocument(login, request);
      write(response, remote ? QUOTE + " https: http:" : QUOTE, document);
    } catch (ComposeProblem gone) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void write(HttpServletResponse response, String policy, String document)
      throws IOException {
    byte[] octets = document.getBytes(UTF_8);
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(octets.length);
    response.getOutputStream().write(octets);
  }

  private static String filled(String name, UnaryOperator<String> holes) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ComposePage.class.getResourceAsStream(name), name)) {
      String template = new String(in.readAllBytes(), UTF_8);
      return HOLE.matcher(template)
          .replaceAll(hole -> Matcher.quoteReplacement(Quote.escaped(holes.apply(hole.group(1)))));
    }
  }
}
