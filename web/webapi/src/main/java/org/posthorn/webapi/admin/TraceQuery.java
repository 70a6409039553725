package org.posthorn.webapi.admin;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Address;
import org.posthorn.trace.value.TraceFilter;
import org.posthorn.trace.value.TraceFilter.Column;
import org.posthorn.webapi.problem.ProblemException;

/** The parameters of a search of the trace. Without annotations for OpenAPI, as QueueQuery. */
public class TraceQuery {
  /** As Received fields and the log show it. */
  @QueryParam("id")
  @Nullable String id;

  @QueryParam("session")
  @Nullable String session;

  /** The IP address of the client. */
  @QueryParam("client")
  @Nullable String client;

  /** The reverse-path; {@code <>} for none. */
  @QueryParam("sender")
  @Nullable String sender;

  @QueryParam("recipient")
  @Nullable String recipient;

  @QueryParam("senderDomain")
  @Nullable String senderDomain;

  @QueryParam("recipientDomain")
  @Nullable String recipientDomain;

  /** With or without angle brackets. */
  @QueryParam("messageId")
  @Nullable String messageId;

  @QueryParam("from")
  @Nullable String from;

  @QueryParam("before")
  @Nullable String before;

  @QueryParam("limit")
  @Nullable String limit;

  /** The next of the page before. */
  @QueryParam("after")
  @Nullable String after;

  TraceFilter filter() {
    Map<Column, String> equal = new EnumMap<>(Column.class);
    given(id).ifPresent(text -> equal.put(Column.ORDER, text));
    given(session).ifPresent(text -> equal.put(Column.SESSION, text));
    given(client).ifPresent(text -> equal.put(Column.CLIENT, text));
    given(sender).ifPresent(text -> equal.put(Column.SENDER, sender(text)));
    given(recipient).ifPresent(text -> equal.put(Column.RECIPIENT, address("recipient", text)));
    given(senderDomain)
        .ifPresent(
            text -> equal.put(Column.SENDER_DOMAIN, QueueFilterBody.domain("senderDomain", text)));
    given(recipientDomain)
        .ifPresent(
            text ->
                equal.put(
                    Column.RECIPIENT_DOMAIN, QueueFilterBody.domain("recipientDomain", text)));
    given(messageId).ifPresent(text -> equal.put(Column.MESSAGE_ID, bracketed(text)));
    return new TraceFilter(equal, time("from", from), time("before", before));
  }

  private static String sender(String text) {
    return text.equals("<>") ? "" : address("sender", text);
  }

  private static String address(String field, String text) {
    return Address.parse(text)
        .map(Address::lookupKey)
        .orElseThrow(() -> ProblemException.badRequest(field, "is no address"));
  }

  private static String bracketed(String text) {
    return text.startsWith("<") ? text : "<" + text + ">";
  }

  private static Optional<Instant> time(String field, @Nullable String text) {
    try {
      return given(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw ProblemException.badRequest(field, "must be a time such as 2026-01-31T08:00:00Z");
    }
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).filter(any -> !any.isEmpty());
  }

  PageLimit limit() {
    return PageLimit.valueOf(given(limit).orElse(PageLimit.DEFAULT));
  }

  long after() {
    String text = given(after).orElse(Long.toString(Long.MAX_VALUE));
    if (!text.matches("\\d{1,19}")
        || text.length() == 19 && text.compareTo(Long.toString(Long.MAX_VALUE)) > 0) {
      throw ProblemException.badRequest("after", "must be next of the page before");
    }
    return Long.parseLong(text);
  }
}
