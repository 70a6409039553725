package org.posthorn.webmail.reading;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.posthorn.mailstore.MailStore;
import org.posthorn.web.signin.SignedIn;
import org.posthorn.webmail.list.ListQuery;

/** Answers for one message: {@code …/MAILBOX/UID} and perhaps the number of a part. */
abstract class MessageServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject transient MailStore store;
  @Inject transient SignedIn me;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  MessageServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("");
    String[] parts = path.split("/", 5);
    Optional<OpenMessage> message =
        parts.length < 3
            ? Optional.empty()
            : OpenMessage.find(store.as(me.login()), number(parts[1]), number(parts[2]));
    String part = parts.length > 3 ? parts[3] : "";
    if (message.isEmpty() || !answer(message.get(), part, request, response)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static long number(String text) {
    return ListQuery.number(text).orElse(0);
  }

  /**
   * Answers.
   *
   * @param part the number of a part, or empty
   * @return false when there is no such thing
   */
  abstract boolean answer(
      OpenMessage message, String part, HttpServletRequest request, HttpServletResponse response)
      throws IOException;
}
