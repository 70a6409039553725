package org.posthorn.sweep.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.content.boundary.ContentSegments;
import org.posthorn.content.boundary.ContentStores;
import org.posthorn.hooks.boundary.WebhookReferences;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.MailboxReferences;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.relay.boundary.RelayReferences;
import org.posthorn.sending.boundary.SubmissionReferences;
import org.posthorn.spool.boundary.SpoolReferences;
import org.posthorn.sweep.value.GcReport;
import org.posthorn.sweep.value.GcReport.Outcome;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transactions.boundary.TestTransactions;

/** What nobody refers to is freed in the end, and nothing else ever. */
@OnBothDatabases
class SweepTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int SIZE = 300_000;
  private static final int MESSAGES = 24;
  private static final long ACCOUNT = 1;

  @TempDir Path directory;
  private final TestDatabase database;
  private final List<Content> sent = new ArrayList<>();
  private final List<Long> orders = new ArrayList<>();
  private boolean brokerTells = true;
  private boolean damagedOrders;
  private final GcRows rows = new GcRows();
  private final MarkPhase marking = new MarkPhase();
  private Instant now = Instant.parse("2030-01-01T03:00:00Z");
  private Store store;
  private long inbox;
  private long trash;

  SweepTest(TestDatabase database) {
    this.database = database;
    rows.entities = database.entityManager();
    rows.transactions = new TestTransactions(database);
    marking.database = database.dataSource();
    marking.mailboxes = new MailboxReferences();
    marking.relay = new RelayReferences();
    marking.submissions = new SubmissionReferences();
    marking.webhooks = new WebhookReferences();
    marking.spool =
        new SpoolReferences() {
          @Override
          public boolean tell(LongConsumer ids, Runnable unknown, Runnable pace) {
            if (damagedOrders) {
              unknown.run();
            }
            orders.forEach(ids::accept);
            return brokerTells;
          }
        };
  }

  @BeforeEach
  void fill() throws IOException {
    for (String table :
        List.of(
            "mailbox_log",
            "mailbox_snapshot",
            "mailbox",
            "subscription",
            "outgoing_message",
            "content_mark")) {
      sql("delete from " + table);
    }
    sql("update content_sweep set content_owner = null, claimed_until = 0");
    store = new Store(database, directory, false);
    store.createAccount(ACCOUNT);
    inbox = id("INBOX");
    trash = id("Trash");
    for (int i = 0; i < MESSAGES; i++) {
      sent.add(message(i));
      append(inbox, sent.get(i));
    }
    restart();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void sql(String statement) {
    database.transact(entities -> entities.createNativeQuery(statement).executeUpdate());
  }

  private long id(String name) {
    return store
        .mailboxes()
        .list(ACCOUNT)
        .find(MailboxName.parse(name).orElseThrow())
        .orElseThrow()
        .id();
  }

  /** What was written so far is old, and the server writes elsewhere from now on. */
  private void restart() throws IOException {
    store.close();
    store = new Store(database, directory, false);
    for (Path file : files()) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> found = Files.list(directory.resolve("content"))) {
      return found.filter(file -> file.toString().endsWith(".seg")).sorted().toList();
    }
  }

  private static byte[] octets(int seed) {
    byte[] octets = new byte[SIZE];
    new Random(seed).nextBytes(octets);
    octets[0] = '\r';
    octets[1] = '\n';
    return octets;
  }

  private Content message(int seed) {
    ContentSink sink = store.contents().sink();
    sink.write(ByteBuffer.wrap(octets(seed)));
    return sink.finish();
  }

  private void append(long mailbox, Content content) {
    store
        .mailboxes()
        .append(ACCOUNT, mailbox, List.of(new NewMessage(content, Flags.NONE, 1_700_000_000)));
  }

  private void expunge(long mailbox, long first, long last) {
    UidSet uids = UidSet.range(first, last);
    FlagChange deleted =
        new FlagChange(FlagChange.Operation.ADD, new Flags(Flags.DELETED, List.of()));
    store.mailboxes().store(ACCOUNT, mailbox, uids, deleted, OptionalLong.empty());
    store.mailboxes().expunge(ACCOUNT, mailbox, uids);
  }

  private GcReport run(Duration keep) {
    ContentSegments segments = ContentStores.segments(store.contents());
    Throttle pace = new Throttle(() -> true, () -> false);
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    GcReport report = new GcRun(segments, marking, rows, pace, clock).run(keep);
    rows.ended(report);
    return report;
  }

  private GcReport runAfter(int days) {
    now = now.plus(Duration.ofDays(days));
    return run(WEEK);
  }

  private void assertThere(int... indexes) {
    for (int i : indexes) {
      ByteBuffer read = ByteBuffer.allocate(SIZE);
      store.contents().content(sent.get(i).id()).read(0, read);
      assertThat(read.array()).as("message %d", i).isEqualTo(octets(i));
    }
  }

  private void assertGone(int... indexes) {
    for (int i : indexes) {
      assertThatThrownBy(() -> store.contents().content(sent.get(i).id()).size())
          .as("message %d", i)
          .isInstanceOf(ContentGone.class);
    }
  }

  @Test
  void expungedMessagesAreFreedWhenTheTimeToKeepIsOver() {
    expunge(inbox, 1, 20);
    GcReport first = run(WEEK);
    assertThat(first.outcome()).isEqualTo(Outcome.DONE);
    assertThat(first.segments().examined()).isEqualTo(1);
    assertThat(first.octets().freed()).isZero();
    assertThat(runAfter(6).octets().freed()).isZero();
    assertThere(0, 19, 20, 23);
    GcReport last = runAfter(2);
    assertThat(last.segments().rewritten()).isEqualTo(1);
    assertThat(last.octets().freed()).isBetween(20L * SIZE - 9 * 4096, 20L * SIZE + 20_000);
    assertThat(last.octets().live()).isBetween(4L * SIZE, 4L * SIZE + 20 * 4096);
    assertThere(20, 21, 22, 23);
    assertGone(0, 10, 19);
    assertThat(rows.last()).contains(last);
    assertThat(runAfter(8).octets().freed()).isZero();
    assertThere(20, 23);
  }

  @Test
  void theTimeToKeepCountsFromTheExpunge() {
    run(WEEK);
    now = now.plus(Duration.ofDays(6));
    expunge(inbox, 1, 20);
    assertThat(runAfter(2).octets().freed()).isZero();
    assertThat(runAfter(6).octets().freed()).isZero();
    assertThere(0, 19);
    assertThat(runAfter(2).octets().freed()).isPositive();
    assertGone(0, 19);
    assertThere(20, 23);
  }

  @Test
  void withoutTimeToKeepItIsFreedAtOnce() {
    run(WEEK);
    expunge(inbox, 1, 20);
    assertThat(run(Duration.ZERO).segments().rewritten()).isEqualTo(1);
    assertGone(0, 19);
    assertThere(20, 23);
  }

  @Test
  void whileAnOrderCannotBeReadAllIsKeptForAMonthButNotForEver() {
    damagedOrders = true;
    expunge(inbox, 1, 20);
    assertThat(run(Duration.ZERO).outcome()).isEqualTo(Outcome.DONE);
    assertThat(runAfter(29).octets().freed()).isZero();
    assertThere(0, 19, 20, 23);
    assertThat(runAfter(2).octets().freed()).isPositive();
    assertGone(0, 19);
    assertThere(20, 23);
  }

  @Test
  void whatWasCopiedOrMovedStays() {
    store.mailboxes().copy(ACCOUNT, inbox, UidSet.range(2, 3), trash);
    store.mailboxes().move(ACCOUNT, inbox, UidSet.range(9, 9), trash);
    expunge(inbox, 1, 24);
    run(Duration.ZERO);
    assertThere(1, 2, 8);
    assertGone(0, 3, 7, 9, 23);
  }

  @Test
  void aSegmentThatNobodyNeedsIsDeleted() throws IOException {
    append(inbox, message(50)); // in another one
    store.mailboxes().delete(ACCOUNT, MailboxName.parse("Junk").orElseThrow());
    expunge(inbox, 1, 24);
    long octets = Files.size(files().get(0));
    GcReport report = run(Duration.ZERO);
    assertThat(report.segments().deleted()).isEqualTo(1);
    assertThat(report.octets().freed()).isEqualTo(octets);
    assertThat(files()).hasSize(1);
    assertGone(0, 23);
  }

  @Test
  void ordersAndOutgoingMailAreNeeded() {
    orders.add(sent.get(3).id());
    sql(
        "insert into outgoing_message (id, delivery_id, content_id, size, recipient, domain, utf8,"
            + " state, attempts, created_at, last_attempt_at, next_attempt_at, announced_at,"
            + " claimed_until, last_code, last_status, last_text, last_host) values (1, 'd', "
            + sent.get(5).id()
            + ", 1, 'a@b.example', 'b.example', false, 'WAITING', 0, 0, 0, 0, 0, 0, 0, '', '',"
            + " '')");
    expunge(inbox, 1, 24);
    run(Duration.ZERO);
    assertThere(3, 5);
    assertGone(0, 4, 6);
  }

  @Test
  void inDoubtNothingIsFreed() {
    expunge(inbox, 1, 24);
    brokerTells = false;
    GcReport report = run(Duration.ZERO);
    assertThat(report.outcome()).isEqualTo(Outcome.UNCERTAIN);
    assertThat(report.octets().freed()).isZero();
    assertThere(0, 23);
  }

  @Test
  void contentOfAnotherDatabaseIsNotTouched() {
    run(WEEK);
    sql("update content_sweep set content_owner = 'another'");
    expunge(inbox, 1, 24);
    assertThat(run(Duration.ZERO).outcome()).isEqualTo(Outcome.FOREIGN);
    sql("update content_sweep set content_owner = null"); // a new, empty database
    assertThat(run(Duration.ZERO).outcome()).isEqualTo(Outcome.FOREIGN);
    assertThere(0, 23);
  }

  @Test
  void aMessageThatMovesDuringTheMarkIsSeen() {
    AtomicInteger calls = new AtomicInteger();
    Runnable mover = // from the one that comes last to the one that was read
        () -> {
          if (calls.getAndIncrement() == 0) {
            store.mailboxes().move(ACCOUNT, trash, UidSet.range(1, 1), inbox);
          }
        };
    assertThat(inbox).isLessThan(trash);
    store.mailboxes().move(ACCOUNT, inbox, UidSet.range(4, 4), trash);
    LiveOffsets live = marking.mark(1, mover).orElseThrow();
    assertThat(calls.get()).isPositive();
    assertThat(store.mailboxes().view(trash).orElseThrow().size()).isZero();
    assertThat(live.of(1)).hasSize(MESSAGES).contains((int) sent.get(3).id());
  }

  @Test
  void aMessageThatGoesOnAndOnDuringTheMarkIsSeen() {
    long archive = id("Archive");
    long junk = id("Junk");
    List<Long> order = List.of(inbox, archive, junk, trash).stream().sorted().toList();
    int last = order.size() - 1;
    store.mailboxes().move(ACCOUNT, inbox, UidSet.range(4, 4), trash);
    store.mailboxes().move(ACCOUNT, inbox, UidSet.range(5, 5), order.get(last));
    AtomicInteger calls = new AtomicInteger();
    Runnable mover = // always to a mailbox that was read before, and its log folded
        () -> {
          int call = calls.getAndIncrement();
          long to = order.get(Math.floorMod(call, last));
          for (long from : order) {
            if (from > to) {
              store.mailboxes().move(ACCOUNT, from, UidSet.range(1, UidSet.MAX), to);
              try {
                store.fold(store.mailboxes().view(from).orElseThrow());
              } catch (RuntimeException kept) {
                assertThat(kept).hasMessageContaining("is being read");
              }
            }
          }
        };
    LiveOffsets live = marking.mark(1, mover).orElseThrow();
    assertThat(live.of(1)).hasSize(MESSAGES);
  }

  @Test
  void nobodyWaitsForAMarkThatRests() throws Exception {
    ExecutorService others = Executors.newFixedThreadPool(2);
    AtomicInteger waited = new AtomicInteger();
    Runnable resting =
        () -> {
          Future<?> checkpoint = others.submit(() -> checkpoint());
          Future<?> append = others.submit(() -> append(trash, message(70)));
          try {
            checkpoint.get(5, TimeUnit.SECONDS);
            append.get(5, TimeUnit.SECONDS);
          } catch (ExecutionException | InterruptedException | TimeoutException e) {
            waited.incrementAndGet();
          }
        };
    marking.mark(1, resting);
    others.shutdown();
    assertThat(waited).hasValue(0);
  }

  private void checkpoint() {
    if (database.product() == TestDatabase.Product.HSQLDB) {
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void whatIsWrittenDuringARunStays() {
    expunge(inbox, 1, 24);
    run(Duration.ZERO);
    Content young = message(60);
    run(Duration.ZERO);
    append(inbox, young);
    run(Duration.ZERO);
    ByteBuffer read = ByteBuffer.allocate(SIZE);
    store.contents().content(young.id()).read(0, read);
    assertThat(read.array()).isEqualTo(octets(60));
  }

  @Test
  void littleMemoryMeansMorePasses() throws IOException {
    for (int start = 0; start < 4; start++) {
      for (int i = 0; i < 3; i++) {
        append(trash, message(100 + start));
      }
      restart();
    }
    append(trash, message(200));
    expunge(inbox, 1, 20);
    expunge(trash, 4, 6);
    marking.most = 8;
    GcReport report = run(Duration.ZERO);
    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    assertThat(report.segments())
        .isEqualTo(new GcReport.Segments(5, 1, 1, 0, 0)); // the last is written to
    assertThere(20, 23);
    assertGone(0, 19);
    assertThat(files()).hasSize(5);
  }

  @Test
  void aDamagedMessageStopsTheSweepOfItsSegment() throws IOException {
    expunge(inbox, 1, 20);
    try (RandomAccessFile file = new RandomAccessFile(files().get(0).toFile(), "rw")) {
      file.seek(sent.get(21).id() % (1L << 32) + SIZE / 2);
      file.write(new byte[100]);
    }
    restart();
    GcReport report = run(Duration.ZERO);
    assertThat(report.segments().damaged()).isEqualTo(1);
    assertThat(report.octets().freed()).isZero();
    assertThere(0, 20, 22);
  }

  @Test
  void segmentsThatAreNotThereAreTold() throws IOException {
    append(inbox, message(50));
    Files.delete(files().get(0));
    assertThat(run(WEEK).segments().missing()).isEqualTo(1);
  }

  @Test
  void oneServerAtATime() {
    assertThat(rows.claim("1:a", 1_000, 2_000)).isTrue();
    assertThat(rows.claim("2:b", 1_500, 2_500)).isFalse();
    assertThat(rows.running(1_500)).isTrue();
    assertThat(rows.claim("1:a", 1_500, 2_200)).isTrue();
    assertThat(rows.claim("2:b", 2_201, 3_000)).isTrue(); // that of a server that is gone
    assertThat(rows.claim("1:a", 2_202, 3_000)).isFalse();
    rows.release("2:%");
    assertThat(rows.claim("1:a", 2_203, 3_000)).isTrue();
    rows.release("1:a");
    assertThat(rows.running(2_300)).isFalse();
  }

  @Test
  void aRunThatLosesItsClaimStops() {
    Throttle pace = new Throttle(() -> true, () -> true);
    ContentSegments segments = ContentStores.segments(store.contents());
    GcReport report =
        new GcRun(segments, marking, rows, pace, Clock.systemUTC()).run(Duration.ZERO);
    assertThat(report.outcome()).isEqualTo(Outcome.STOPPED);
  }

  @Test
  void aRunThatOverflowsTheStackHasFailedAndTheNextIsWhole() {
    expunge(inbox, 1, 20);
    ContentSegments segments = ContentStores.segments(store.contents());
    int[] asked = {0};
    Throttle pace =
        new Throttle(
            () -> true,
            () -> {
              if (++asked[0] == 2) {
                throw new StackOverflowError("as ordered");
              }
              return false;
            });
    GcReport report =
        new GcRun(segments, marking, rows, pace, Clock.systemUTC()).run(Duration.ZERO);
    assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run(Duration.ZERO).outcome()).isEqualTo(Outcome.DONE);
  }
}
