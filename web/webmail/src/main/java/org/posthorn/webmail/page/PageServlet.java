package org.posthorn.webmail.page;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import org.posthorn.web.turns.ComputingBusy;
import org.posthorn.webmail.list.ListQuery;
import org.posthorn.webmail.reading.Reading;

/**
 * The addresses of the pages: {@code /webmail/inbox}, {@code /webmail/f/MAILBOX} and {@code
 * /webmail/f/MAILBOX/UID}, {@code /webmail/starred}, {@code /webmail/search?q=}; and of the parts
 * that scripts ask for: {@code rows}, {@code message}, {@code folders}.
 */
@WebServlet({
  "/webmail",
  "/webmail/",
  "/webmail/inbox",
  "/webmail/starred",
  "/webmail/scheduled",
  "/webmail/search",
  "/webmail/f/*",
  "/webmail/rows",
  "/webmail/message",
  "/webmail/folders",
  "/webmail/settings",
  "/webmail/help"
})
public class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final String STARRED = "is:starred";

  @Inject transient MailboxPage page;
  @Inject transient Reading reading;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public PageServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    try {
      answer(ListQuery.of(request), request, response);
    } catch (ComputingBusy busy) {
      response.setHeader("Retry-After", "3");
      response.sendError(429); // RFC 6585 §4
    }
  }

  private void answer(ListQuery query, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (request.getServletPath()) {
      case "/webmail", "/webmail/" -> redirect(response, "/webmail/inbox");
      case "/webmail/inbox" -> inbox(query, request, response);
      case "/webmail/scheduled" -> redirect(response, "/webmail/inbox#scheduled");
      case "/webmail/starred" -> page(found(STARRED, query), request, response);
      case "/webmail/search" -> page(found(query.search(), query), request, response);
      case "/webmail/f" -> folder(query, request, response);
      case "/webmail/rows" -> rows(query, request, response);
      case "/webmail/message" -> message(request, response);
      case "/webmail/settings" -> forward("settings", request, response);
      case "/webmail/help" -> forward("help", request, response);
      default -> forward("folders", request, response);
    }
  }

  private static ListQuery found(String search, ListQuery query) {
    return new ListQuery(query.mailbox(), search, query.filter(), query.oldestFirst(), false);
  }

  private void inbox(ListQuery query, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    OptionalLong inbox = page.inbox();
    if (inbox.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      page(query.in(inbox.getAsLong()), request, response);
    }
  }

  private void folder(ListQuery query, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String[] parts = String.valueOf(request.getPathInfo()).split("/", 4);
    OptionalLong mailbox = parts.length > 1 ? ListQuery.number(parts[1]) : OptionalLong.empty();
    OptionalLong uid = parts.length > 2 ? ListQuery.number(parts[2]) : OptionalLong.empty();
    if (mailbox.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    reading.open(mailbox.getAsLong(), uid.orElse(0));
    ListQuery shown = query.search().isEmpty() ? query.in(mailbox.getAsLong()) : query;
    page(shown, request, response);
  }

  private void page(ListQuery query, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (page.show(query, 0, 50)) {
      forward("mailbox", request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private void rows(ListQuery query, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (page.show(query, number(request, "from"), number(request, "count"))) {
      response.setHeader("X-Total", Integer.toString(page.getTotal()));
      response.setHeader("X-State", page.getState());
      response.setHeader("X-Next", page.getNext());
      response.setHeader("X-Complete", Boolean.toString(page.isComplete()));
      forward("rows", request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static int number(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value != null && value.matches("[0-9]{1,8}") ? Integer.parseInt(value) : 0;
  }

  private void message(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (reading.isOpen()) {
      forward("message", request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void forward(String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    request.getRequestDispatcher("/webmail/" + name + ".xhtml").forward(request, response);
  }

  private static void redirect(HttpServletResponse response, String to) {
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", to);
  }
}
