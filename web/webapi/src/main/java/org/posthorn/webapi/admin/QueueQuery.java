package org.posthorn.webapi.admin;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.relay.boundary.OutgoingQueue.QueueEntryKey;
import org.posthorn.relay.value.QueueEntry;
import org.posthorn.relay.value.QueueOrder;
import org.posthorn.webapi.problem.ProblemException;

/**
 * The parameters of a list of the outgoing queue. Without annotations for OpenAPI: Payara's reader
 * of them fails on fields.
 */
public class QueueQuery {
  /** Any address of the sender's account. */
  @QueryParam("account")
  @Nullable String account;

  /** A part of the sender's address. */
  @QueryParam("sender")
  @Nullable String sender;

  /** A part of the recipient's address. */
  @QueryParam("recipient")
  @Nullable String recipient;

  @QueryParam("senderDomain")
  @Nullable String senderDomain;

  @QueryParam("recipientDomain")
  @Nullable String recipientDomain;

  /** true or false. */
  @QueryParam("held")
  @Nullable String held;

  @QueryParam("createdFrom")
  @Nullable String createdFrom;

  @QueryParam("createdBefore")
  @Nullable String createdBefore;

  @QueryParam("nextFrom")
  @Nullable String nextFrom;

  @QueryParam("nextBefore")
  @Nullable String nextBefore;

  /** next (attempt first), oldest or newest. */
  @QueryParam("order")
  @Nullable String order;

  @QueryParam("limit")
  @Nullable String limit;

  /** The next of the page before. */
  @QueryParam("after")
  @Nullable String after;

  QueueFilterBody filter() {
    return new QueueFilterBody(
        Optional.<List<Long>>empty(),
        given(account),
        given(sender),
        given(recipient),
        given(senderDomain),
        given(recipientDomain),
        given(held).map(QueueQuery::flag),
        given(createdFrom),
        given(createdBefore),
        given(nextFrom),
        given(nextBefore));
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).filter(any -> !any.isEmpty());
  }

  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw ProblemException.badRequest("held", "must be true or false");
    }
    return text.equals("true");
  }

  QueueOrder order() {
    return switch (given(order).orElse("next")) {
      case "next" -> QueueOrder.NEXT;
      case "oldest" -> QueueOrder.OLDEST;
      case "newest" -> QueueOrder.NEWEST;
      default -> throw ProblemException.badRequest("order", "must be next, oldest or newest");
    };
  }

  PageLimit limit() {
    return PageLimit.valueOf(given(limit).orElse(PageLimit.DEFAULT));
  }

  Optional<QueueEntryKey> after() {
    return given(after).map(QueueQuery::position);
  }

  private static QueueEntryKey position(String text) {
    if (!text.matches("\\d{1,18}-\\d{1,18}")) {
      throw ProblemException.badRequest("after", "must be next of the page before");
    }
    int dash = text.indexOf('-');
    return new QueueEntryKey(
        Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
  }

  /** Names an entry for the next page. */
  String key(QueueEntry entry) {
    return order().key(entry) + "-" + entry.id();
  }
}
