package org.posthorn.webmail.reading;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A message as it came: {@code ?headers=1} its header only, {@code ?save=1} as a file. */
@WebServlet("/webmail/raw/*")
public class RawServlet extends MessageServlet {
  private static final long serialVersionUID = 1;

  @Override
  boolean answer(
      OpenMessage message, String part, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean save = "1".equals(request.getParameter("save"));
    boolean header = "1".equals(request.getParameter("headers"));
    response.setContentType(save ? "message/rfc822" : "text/plain;charset=utf-8");
    response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
    if (save) {
      String subject = message.facts().subject().orElse("").replaceAll("[^\\p{L}\\p{N} ._-]", "");
      String name = (subject.isBlank() ? "message" : subject.strip()) + ".eml";
      response.setHeader("Content-Disposition", FileNames.disposition(false, name));
    }
    long end = header ? message.facts().headerLength() : message.content().size();
    PartOctets.copyRaw(message.content(), 0, end, response.getOutputStream());
    return true;
  }
}
