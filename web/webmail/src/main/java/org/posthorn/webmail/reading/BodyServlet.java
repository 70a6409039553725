package org.posthorn.webmail.reading;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.posthorn.mime.MessagePart;
import org.posthorn.webmail.html.MailHtml;
import org.posthorn.webmail.html.ReadableHtml;

/**
 * The text of a message, for a frame without scripts: with a policy of its own, which lets nothing
 * be loaded but inline pictures of the message, and those of other hosts when that is wanted.
 */
@WebServlet("/webmail/body/*")
public class BodyServlet extends MessageServlet {
  private static final long serialVersionUID = 1;

  private static final int MOST_OCTETS = 8 << 20;

  @Override
  boolean answer(
      OpenMessage message, String part, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean remote = "1".equals(request.getParameter("remote"));
    headers(response, remote, "iframe".equals(request.getHeader("Sec-Fetch-Dest")));
    BodyChoice choice = BodyChoice.of(message.facts().root());
    boolean html =
        choice.html().isPresent()
            && (choice.plain().isEmpty() || !"text".equals(request.getParameter("as")));
    boolean dark = "dark".equals(request.getParameter("theme"));
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .print(
            html
                ? BodyDocument.html(readable(message, choice, remote).html(), dark)
                : BodyDocument.plain(plain(message, choice), dark));
    return true;
  }

  private static void headers(HttpServletResponse response, boolean remote, boolean framed) {
    response.setHeader(
        "Content-Security-Policy",
        "sandbox allow-popups allow-popups-to-escape-sandbox"
            + (framed ? " allow-same-origin" : "") // the page around measures its height
            + "; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
            + (remote ? " https: http:" : "")
            + "; form-action 'none'; base-uri 'none'; frame-ancestors 'self'");
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
    response.setHeader("Referrer-Policy", "no-referrer");
  }

  private static String plain(OpenMessage message, BodyChoice choice) {
    StringBuilder all = new StringBuilder();
    for (MessagePart part : choice.plain()) {
      String text = PartOctets.text(message.content(), part, MOST_OCTETS);
      all.append(all.length() > 0 ? "<hr>" : "").append(PlainBody.html(text));
    }
    return all.toString();
  }

  /** The HTML of a message that has some. */
  static ReadableHtml readable(OpenMessage message, BodyChoice choice, boolean remote) {
    Map<String, String> byId = new HashMap<>();
    for (MessagePart part : message.leaves()) {
      if (part.type().equals("image")) {
        String url = PartServlet.url(message, part) + "?inline=1";
        part.contentId().ifPresent(id -> byId.put(id, url));
      }
    }
    String text = PartOctets.text(message.content(), choice.html().orElseThrow(), MOST_OCTETS);
    return MailHtml.reading(text, byId::get, remote);
  }
}
