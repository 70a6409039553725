package org.posthorn.relay.control;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.posthorn.relay.control.QueueControl.Position;
import org.posthorn.relay.value.QueueEntry;
import org.posthorn.relay.value.QueueFilter;
import org.posthorn.relay.value.QueueOrder;
import org.posthorn.testdb.TestDatabase;

/**
 * Measures what administrators and the recovery ask of a queue with a million rows on PostgreSQL;
 * by hand: {@code mvn -pl ejb -am test -Dtest=QueueScaleBench}. The median of twenty calls each.
 */
class QueueScaleBench {
  private static final int PORTION = 50_000;
  private static final int ROWS = Integer.getInteger("rows", 1_000_000);

  @Test
  void aMillionRows() {
    try (TestDatabase database = TestDatabase.open(TestDatabase.Product.POSTGRESQL)) {
      Bench bench = new Bench(database);
      fill(database, bench.clock.instant().toEpochMilli());
      QueueControl control = new QueueControl();
      control.entities = database.entityManager();
      control.environment = bench.environment;
      control.observers = bench.heard;
      say(
          "page, next attempt first",
          () -> page(database, control, QueueFilter.ALL, QueueOrder.NEXT, Optional.empty()));
      say(
          "page, newest first",
          () -> page(database, control, QueueFilter.ALL, QueueOrder.NEWEST, Optional.empty()));
      long middle = bench.clock.instant().toEpochMilli() + 40_000_000L;
      say(
          "page in the middle",
          () ->
              page(
                  database,
                  control,
                  QueueFilter.ALL,
                  QueueOrder.NEXT,
                  Optional.of(new Position(middle, 0))));
      QueueFilter domain =
          QueueFilter.of(Optional.empty(), Optional.empty(), Optional.of("d17.test"));
      say(
          "page of a domain",
          () -> page(database, control, domain, QueueOrder.NEXT, Optional.empty()));
      say(
          "hold rule for a domain, a portion of its rows",
          () ->
              database.inTransaction(
                  any -> control.change(domain, (row, now) -> row.hold(), 0).changed()));
      say(
          "release of a domain, a portion of its rows",
          () ->
              database.inTransaction(
                  any -> control.change(domain, (row, now) -> row.release(), 0).changed()));
      say(
          "what is due and not announced",
          () ->
              bench
                  .outbox
                  .overdue(
                      bench.clock.instant(),
                      bench.clock.instant(),
                      bench.clock.instant().minus(Duration.ofHours(1)))
                  .size());
      Destination group = new Destination("del-500", "d500.test", "ann@posthorn.test");
      say(
          "claim and release of a group",
          () -> {
            int claimed = bench.outbox.claim(group, "1:x", bench.clock.instant()).size();
            bench.outbox.release("1:x");
            return claimed;
          });
    }
  }

  private static int page(
      TestDatabase database,
      QueueControl control,
      QueueFilter filter,
      QueueOrder order,
      Optional<Position> after) {
    List<QueueEntry> found =
        database.inTransaction(any -> control.list(false, filter, order, after, 100));
    return found.size();
  }

  private static void fill(TestDatabase database, long now) {
    for (int from = 1; from <= ROWS; from += PORTION) {
      fill(database, now, from, Math.min(ROWS, from + PORTION - 1));
    }
    database.transact(
        entities -> entities.createNativeQuery("analyze outgoing_message").executeUpdate());
  }

  private static void fill(TestDatabase database, long now, int from, int to) {
    database.transact(
        entities -> {
          entities
              .createNativeQuery(
                  "insert into outgoing_message (id, delivery_id, content_id, size, sender,"
                      + " recipient, domain, utf8, body, mail_options, recipient_options, state,"
                      + " attempts, held, history, created_at, last_attempt_at, next_attempt_at,"
                      + " announced_at, claimed_until, last_code, last_status, last_text,"
                      + " last_host) select n, 'del-' || n, n, 4000, 'ann@posthorn.test', 'u' || n"
                      + " || '@d' || (n % 1000) || '.test', 'd' || (n % 1000) || '.test', false,"
                      + " '7bit', '', '', 'WAITING', 1, false, '', "
                      + (now - 86_400_000L)
                      + " + n * 80, 0, "
                      + now
                      + " + (n - 1000) * 80, 0, 0, 451, '4.3.0', '451 later', 'mx' from"
                      + (" generate_series(" + from + ", " + to + ") n"))
              .executeUpdate();
        });
  }

  private static void say(String what, Supplier<Integer> call) {
    long[] times = new long[20];
    int found = 0;
    for (int i = 0; i < times.length; i++) {
      long began = System.nanoTime();
      found = call.get();
      times[i] = System.nanoTime() - began;
    }
    Arrays.sort(times);
    System.getLogger(QueueScaleBench.class.getName())
        .log(
            System.Logger.Level.INFO,
            "event=measured what=\"{0}\" rows={1} median-ms={2} worst-ms={3}",
            what,
            found,
            times[times.length / 2] / 1_000_000.0,
            times[times.length - 1] / 1_000_000.0);
  }
}
