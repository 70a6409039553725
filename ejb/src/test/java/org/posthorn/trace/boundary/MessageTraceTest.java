package org.posthorn.trace.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Statistics;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.trace.control.AddressHash;
import org.posthorn.trace.control.TraceParts;
import org.posthorn.trace.control.TraceSettings;
import org.posthorn.trace.value.TraceEntry;
import org.posthorn.trace.value.TraceFilter;
import org.posthorn.trace.value.TraceFilter.Column;
import org.posthorn.trace.value.TraceStep;

/** What happened to a message can be found, whatever one knows of it. */
@OnBothDatabases
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class MessageTraceTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final Optional<Address> ANN = Optional.of(new Address("Ann", "client.example"));
  private static final Address BEN = new Address("ben", "posthorn.test");
  private static final Address CID = new Address("cid", "posthorn.test");

  private final TestDatabase database;
  private TraceParts parts;
  private MailLog log;
  private MessageTrace trace;

  MessageTraceTest(TestDatabase database) {
    this.database = database;
    parts = new TraceParts(database);
    log = log(TraceParts.plain());
    trace = trace(TraceParts.plain());
  }

  @BeforeEach
  void empty() {
    database.transact(
        entities -> entities.createNativeQuery("delete from message_trace").executeUpdate());
  }

  private MailLog log(AddressHash addresses) {
    MailLog made = new MailLog();
    made.addresses = addresses;
    made.trace = parts.buffer;
    made.settings = parts.settings;
    made.clock = Clock.fixed(NOON, ZoneOffset.UTC);
    return made;
  }

  private MessageTrace trace(AddressHash addresses) {
    MessageTrace made = new MessageTrace();
    made.rows = parts.rows;
    made.writer = parts.writer;
    made.settings = parts.settings;
    made.addresses = addresses;
    made.clock = Clock.fixed(NOON, ZoneOffset.UTC);
    return made;
  }

  private void accepted(String order, Address... to) {
    log.event("accepted", order)
        .from(ANN)
        .to(List.of(to))
        .with("spf", "pass")
        .size(1234)
        .peer("s1", "192.0.2.1")
        .messageId("<m-" + order + "@client.example>")
        .write();
  }

  private List<TraceEntry> find(Column column, String value) {
    return trace.find(
        new TraceFilter(Map.of(column, value), Optional.empty(), Optional.empty()),
        Long.MAX_VALUE,
        100);
  }

  @Test
  void aMessageIsFoundByWhateverIsKnownOfIt() {
    accepted("d1", BEN);
    log.event("delivered", "d1").from(ANN).to(BEN).with("mailbox", "INBOX").write();
    accepted("d2", CID);
    trace.write();
    List<TraceEntry> found = find(Column.ORDER, "d1");
    assertThat(found).hasSize(1);
    TraceEntry entry = found.get(0);
    assertThat(entry)
        .isEqualTo(
            new TraceEntry(
                entry.key(),
                "d1",
                "s1",
                "192.0.2.1",
                "ann@client.example",
                "ben@posthorn.test",
                "<m-d1@client.example>",
                1234,
                List.of(
                    new TraceStep(NOON, "accepted", Map.of("spf", "pass")),
                    new TraceStep(NOON, "delivered", Map.of("mailbox", "INBOX")))));
    assertThat(entry.time()).isEqualTo(NOON);
    assertThat(find(Column.RECIPIENT, "ben@posthorn.test")).isEqualTo(found);
    assertThat(find(Column.MESSAGE_ID, "<m-d1@client.example>")).isEqualTo(found);
    for (Column column : List.of(Column.SENDER, Column.SENDER_DOMAIN, Column.CLIENT)) {
      String value = entry.client();
      if (column != Column.CLIENT) {
        value = column == Column.SENDER ? "ann@client.example" : "client.example";
      }
      assertThat(find(column, value)).extracting(TraceEntry::order).containsExactly("d2", "d1");
    }
    assertThat(find(Column.SESSION, "s1")).hasSize(2);
    assertThat(find(Column.RECIPIENT_DOMAIN, "posthorn.test")).hasSize(2);
    assertThat(find(Column.RECIPIENT_DOMAIN, "client.example")).isEmpty();
  }

  @Test
  void whatHappensLaterIsFoundByTheMessageIdToo() {
    accepted("d1", BEN, CID);
    trace.write();
    log.event("relayed", "d1").from(ANN).to(CID).with("host", "mx.example").write();
    log.event("bounced", "d1+7").from(ANN).to(BEN).with("status", "5.1.1").write(); // of a list
    trace.write();
    assertThat(find(Column.MESSAGE_ID, "<m-d1@client.example>"))
        .extracting(each -> each.recipient() + " " + each.steps().get(0).event())
        .containsExactly(
            "ben@posthorn.test bounced",
            "cid@posthorn.test relayed",
            "cid@posthorn.test accepted",
            "ben@posthorn.test accepted");
    assertThat(find(Column.MESSAGE_ID, "<none@client.example>")).isEmpty();
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    for (int i = 0; i < 1100; i++) {
      accepted("d" + i, BEN);
    }
    trace.write();
    List<String> seen = new ArrayList<>();
    long after = Long.MAX_VALUE;
    TraceFilter filter =
        new TraceFilter(
            Map.of(Column.RECIPIENT, "ben@posthorn.test"), Optional.empty(), Optional.empty());
    for (List<TraceEntry> page = trace.find(filter, after, 300);
        !page.isEmpty();
        page = trace.find(filter, after, 300)) {
      page.forEach(each -> seen.add(each.order()));
      after = page.get(page.size() - 1).key();
    }
    assertThat(seen)
        .containsExactlyElementsOf(
            IntStream.range(0, 1100).mapToObj(i -> "d" + (1099 - i)).toList());
  }

  @Test
  void aTimeIsFromThenOnAndBeforeThen() {
    accepted("d1", BEN);
    trace.write();
    assertThat(at(NOON, NOON.plusMillis(1))).hasSize(1);
    assertThat(at(NOON.plusMillis(1), NOON.plusSeconds(1))).isEmpty();
    assertThat(at(NOON.minusSeconds(1), NOON)).isEmpty();
    assertThat(at(Instant.MIN, Instant.MAX)).hasSize(1);
  }

  private List<TraceEntry> at(Instant from, Instant before) {
    return trace.find(
        new TraceFilter(Map.of(), Optional.of(from), Optional.of(before)), Long.MAX_VALUE, 10);
  }

  @Test
  void refusalsWithoutAnOrderAreFoundAndLoginsAreNotMail() {
    log.event("refused", "")
        .from(Optional.empty())
        .to(BEN)
        .with("reply", "550 5.1.1\tNo such\r\nmailbox")
        .peer("s2", "192.0.2.2")
        .write();
    log.event("login-failed", "").address("name", "ann").write();
    trace.write();
    assertThat(find(Column.SENDER, "")).hasSize(1);
    TraceEntry entry = find(Column.CLIENT, "192.0.2.2").get(0);
    assertThat(entry.order()).isEmpty();
    assertThat(entry.steps().get(0).details()).containsEntry("reply", "550 5.1.1 No such  mailbox");
    assertThat(at(Instant.MIN, Instant.MAX)).hasSize(1);
  }

  @Test
  void theOldIsForgottenInPortions() {
    for (int i = 0; i < 2100; i++) {
      accepted("d" + i, BEN);
    }
    trace.write();
    trace.clock = Clock.fixed(NOON.plus(Duration.ofDays(90)), ZoneOffset.UTC);
    trace.forget();
    assertThat(at(Instant.MIN, Instant.MAX)).hasSize(10);
    trace.clock = Clock.fixed(NOON.plus(Duration.ofDays(90)).plusMillis(1), ZoneOffset.UTC);
    trace.forget();
    assertThat(at(Instant.MIN, Instant.MAX)).isEmpty();
  }

  @Test
  void whatIsTooMuchIsForgottenEarly() {
    trace.settings = new TraceSettings(Duration.ofDays(90), 500);
    for (int i = 0; i < 2100; i++) {
      accepted("d" + i, BEN);
    }
    trace.write();
    trace.forget();
    assertThat(parts.rows.count()).isEqualTo(500);
    assertThat(find(Column.ORDER, "d1599")).isEmpty();
    assertThat(find(Column.ORDER, "d1600")).hasSize(1);
  }

  @Test
  void oneEventForManyRecipientsIsNotARowForEach() {
    accepted(
        "d1",
        IntStream.range(0, 1000)
            .mapToObj(i -> new Address("ben+" + i, "posthorn.test"))
            .toArray(Address[]::new));
    trace.write();
    List<TraceEntry> found = find(Column.ORDER, "d1");
    assertThat(found).hasSize(50);
    assertThat(found.get(0).steps().get(0).details()).containsEntry("recipients", "1000");
  }

  @Test
  void aSessionWithoutATimeIsLookedForInTheLastDay() {
    accepted("d1", BEN);
    trace.write();
    trace.clock = Clock.fixed(NOON.plus(Duration.ofHours(25)), ZoneOffset.UTC);
    assertThat(find(Column.SESSION, "s1")).isEmpty();
    assertThat(ofSession(Column.RECIPIENT_DOMAIN, "posthorn.test")).isEmpty();
    assertThat(ofSession(Column.SENDER_DOMAIN, "client.example")).isEmpty();
    assertThat(ofSession(Column.CLIENT, "192.0.2.1")).hasSize(1);
  }

  private List<TraceEntry> ofSession(Column column, String value) {
    Map<Column, String> wanted = Map.of(Column.SESSION, "s1", column, value);
    return trace.find(
        new TraceFilter(wanted, Optional.empty(), Optional.empty()), Long.MAX_VALUE, 100);
  }

  @Test
  void addressesAreHashedWhereTheLogHasHashes() {
    log = log(TraceParts.hashed());
    accepted("d1", BEN);
    trace.write();
    assertThat(find(Column.RECIPIENT, "ben@posthorn.test")).isEmpty();
    trace = trace(TraceParts.hashed());
    List<TraceEntry> found = find(Column.RECIPIENT, "ben@posthorn.test");
    assertThat(found).hasSize(1);
    assertThat(found.get(0).toString()).doesNotContain("ben", "ann");
    assertThat(find(Column.RECIPIENT_DOMAIN, "posthorn.test")).hasSize(1);
  }

  @Test
  void duringAnOutageItWaitsAndWhatIsTooMuchIsLeftOut() {
    parts.failure = Optional.of(new IllegalStateException(new SQLException("refused", "08001")));
    long before = Statistics.of("trace_dropped").sum();
    for (int i = 0; i < 20_005; i++) {
      accepted("d" + i, BEN);
    }
    assertThat(Statistics.of("trace_dropped").sum() - before).isEqualTo(5);
    assertThatThrownBy(trace::write).isInstanceOf(IllegalStateException.class);
    parts.failure = Optional.empty();
    trace.write();
    assertThat(find(Column.ORDER, "d19999")).hasSize(1);
    assertThat(find(Column.ORDER, "d20000")).isEmpty();
  }
}
