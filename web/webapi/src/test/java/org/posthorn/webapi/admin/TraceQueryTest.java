package org.posthorn.webapi.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.trace.value.TraceFilter;
import org.posthorn.trace.value.TraceFilter.Column;
import org.posthorn.webapi.problem.ProblemException;

class TraceQueryTest {
  private final TraceQuery query = new TraceQuery();

  @Test
  void whatIsAskedForIsWrittenAsTheTraceHasIt() {
    query.recipient = "Ben@POSTHORN.test";
    query.sender = "<>";
    query.senderDomain = "Client.Example";
    query.messageId = "a@b";
    query.from = "2026-01-31T08:00:00Z";
    query.client = "";
    assertThat(query.filter())
        .isEqualTo(
            new TraceFilter(
                Map.of(
                    Column.RECIPIENT, "ben@posthorn.test",
                    Column.SENDER, "",
                    Column.SENDER_DOMAIN, "client.example",
                    Column.MESSAGE_ID, "<a@b>"),
                Optional.of(Instant.parse("2026-01-31T08:00:00Z")),
                Optional.empty()));
    assertThat(query.after()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    query.before = "yesterday";
    assertThatThrownBy(query::filter).isInstanceOf(ProblemException.class);
    query.before = null;
    query.sender = "nobody";
    assertThatThrownBy(query::filter).isInstanceOf(ProblemException.class);
    for (String after : new String[] {"x", "-1", "9999999999999999999"}) {
      query.after = after;
      assertThatThrownBy(query::after).isInstanceOf(ProblemException.class);
    }
  }
}
