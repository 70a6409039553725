package org.posthorn.relay.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.events.boundary.TestObservers;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.report.IncomingReport;
import org.posthorn.nodes.boundary.Nodes;
import org.posthorn.relay.boundary.RelayBench;
import org.posthorn.relay.entity.OutgoingMessage.Payload;
import org.posthorn.routing.boundary.Route;
import org.posthorn.routing.boundary.Routing;
import org.posthorn.signing.boundary.Signing;
import org.posthorn.smtp.client.ContentSigner;
import org.posthorn.spool.boundary.Repetitions;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.submission.boundary.SendingRights;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.trace.boundary.CollectedMailLog;
import org.posthorn.transports.boundary.OnDemandDomains;
import org.posthorn.transports.boundary.TransportChoice;
import org.posthorn.transports.value.ChosenTransport;
import org.posthorn.transports.value.RoutedMail;

/** The relay, wired by hand: a real database, and around it what tests can look into. */
public final class Bench {
  final FakeTransport transport = new FakeTransport();
  final Announcements announcements = new Announcements();
  final Notified notified = new Notified();
  final MemoryStore contents = new MemoryStore();
  final Hands clock = new Hands();
  final Outbox outbox;

  /** Runs attempts: at once, when tests do not change that. */
  Executor workers = Runnable::run;

  /** As often the rows of an attempt cannot be written, because the database is away. */
  int away;

  /** How often an Error comes instead. */
  int errors;

  final Attempts attempts =
      new Attempts() {
        @Override
        void tickSoon() {} // tests tick
      };
  final DeliveryAttempt attempt = new DeliveryAttempt();
  final List<String> log = new ArrayList<>();
  final Claims claims = new Claims();
  final Recovery recovery = new Recovery();

  /** Old orders that the broker still has. */
  final Set<String> comeAgain = new HashSet<>();

  boolean brokerTells = true;
  boolean uniqueSenders;

  /** How often rows were looked up for mail that is no report. */
  int looked;

  /** Which transport mail takes: the default one, when tests do not change that. */
  Function<RoutedMail, Optional<ChosenTransport>> routes = mail -> Optional.empty();

  /** The domains that hosts of accounts fetch. */
  final Map<String, Long> onDemand = new HashMap<>();

  final OnDemandDomains given =
      new OnDemandDomains() {
        @Override
        public boolean has(String domain) {
          return onDemand.containsKey(domain);
        }

        @Override
        public Set<String> of(long account) {
          return onDemand.entrySet().stream()
              .filter(each -> account == each.getValue())
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
        }
      };

  final FetchedMail fetched = new FetchedMail();
  final TestObservers heard = new TestObservers();
  final RelayEnvironment environment;
  final RelayBench relay;

  Bench(TestDatabase database, String... overrides) {
    outbox = new TransactionalOutbox(database);
    Map<String, String> values = new HashMap<>(Map.of("posthorn.host-name", "mx.posthorn.test"));
    for (int i = 0; i < overrides.length; i += 2) {
      values.put(overrides[i], overrides[i + 1]);
    }
    RelaySettings settings = RelaySettings.from(new MapConfig(values));
    environment =
        new RelayEnvironment(
            settings, transport, clock, clock::nanos, task -> workers.execute(task), new Random(3));
    Bounces notices = new Bounces();
    notices.log = new CollectedMailLog(log);
    notices.contents = contents;
    notices.spool = notified;
    notices.environment = environment;
    attempt.outbox = outbox;
    attempt.queue = announcements;
    attempt.contents = contents;
    attempt.notices = notices;
    attempt.log = new RelayLog();
    attempt.log.log = new CollectedMailLog(log);
    claims.nodes = new Others(1);
    claims.outbox = outbox;
    claims.environment = environment;
    attempt.claims = claims;
    attempt.environment = environment;
    attempt.signing = new Unsigned();
    BeforeTransport beforehand = new BeforeTransport();
    beforehand.routing = new OneHome();
    beforehand.spool = notified;
    beforehand.contents = contents;
    beforehand.environment = environment;
    attempt.beforehand = beforehand;
    attempt.hops = new NextHops();
    attempt.hops.environment = environment;
    attempt.hops.choice =
        new TransportChoice() {
          @Override
          public Optional<ChosenTransport> of(RoutedMail mail) {
            return routes.apply(mail);
          }
        };
    attempt.hops.onDemand = given;
    fetched.attempt = attempt;
    fetched.outbox = outbox;
    fetched.claims = claims;
    fetched.environment = environment;
    attempts.attempt = attempt;
    attempts.senders = new NoAccounts();
    attempts.senders.submission =
        new SendingRights() {
          @Override
          public boolean uniqueSender(long account) {
            return uniqueSenders;
          }
        };
    attempts.environment = environment;
    attempts.prepare();
    recovery.outbox = outbox;
    recovery.queue = announcements;
    recovery.claims = claims;
    recovery.environment = environment;
    recovery.repetitions =
        new Repetitions() {
          @Override
          public Optional<Set<String>> old(Instant now) {
            return brokerTells ? Optional.of(comeAgain) : Optional.empty();
          }
        };
    relay =
        new RelayBench(
            outbox,
            announcements,
            contents,
            environment,
            attempts.senders,
            new TransactionalReports(database),
            heard);
  }

  /** Gives each call the transaction that the container would. */
  private final class TransactionalReports extends ReportedRows {
    private final TestDatabase database;

    TransactionalReports(TestDatabase database) {
      this.database = database;
      entities = database.entityManager();
      observers = heard;
    }

    @Override
    public List<String> note(long account, List<Address> to, IncomingReport report, Instant now) {
      return database.inTransaction(any -> super.note(account, to, report, now));
    }

    @Override
    public void unrecognized(long account, List<Address> to, Instant now) {
      looked++;
      database.transact(any -> super.unrecognized(account, to, now));
    }
  }

  /** Lets any connection be made. */
  static HostShare anyShare() {
    return new HostShare() {
      @Override
      public boolean dial(java.net.InetAddress address) {
        return true;
      }

      @Override
      public void hangUp(java.net.InetAddress address) {}
    };
  }

  /** Does what the JMS queue would: every announcement that is due, in order. */
  void deliverDue() {
    for (Announcement next = announcements.due(clock.instant());
        next != null;
        next = announcements.due(clock.instant())) {
      attempts.run(next.group());
    }
  }

  /** Nobody has a key here. */
  private static final class Unsigned extends Signing {
    @Override
    public Optional<ContentSigner> signer(Envelope envelope, Content message) {
      return Optional.empty();
    }
  }

  /** Whoever is in home.test is ours. */
  private static final class OneHome extends Routing {
    @Override
    public Route route(Address address) {
      return address.domain().equals("home.test")
          ? new Route.Mailbox(new AccountRef(1, address.toString(), false))
          : new Route.Remote(address.domain());
    }
  }

  /** Nobody has an account here: each address has a share. */
  private static final class NoAccounts extends Senders {
    @Override
    String sharer(Destination group) {
      return group.sender();
    }

    @Override
    public Optional<Long> account(Optional<Address> sender) {
      return sender.map(Address::localPart).filter("ann"::equals).map(any -> 5L);
    }
  }

  /** Servers that have ended, besides this one, which has the number 1. */
  final Set<Long> ended = new HashSet<>();

  /** As another server, perhaps of the same name, sees them. */
  Nodes neighbour() {
    return new Others(2);
  }

  private final class Others extends Nodes {
    private final long self;

    Others(long self) {
      this.self = self;
    }

    @Override
    public long self() {
      return self;
    }

    @Override
    public boolean knows(long server) {
      return server < 100;
    }

    @Override
    public boolean ended(long server, Duration silence) {
      return ended.contains(server);
    }
  }

  /** A message that the JMS queue holds back until its time. */
  record Announcement(Destination group, Instant at) {}

  /** The JMS queue in memory. */
  final class Announcements extends RelayQueue {
    private final List<Announcement> waiting = new ArrayList<>();
    private boolean broken;

    @Override
    public synchronized void announce(Destination group, Duration delay) {
      if (broken) {
        throw new jakarta.jms.JMSRuntimeException("the test has no broker");
      }
      waiting.add(new Announcement(group, clock.instant().plus(delay)));
    }

    void broken(boolean now) {
      broken = now;
    }

    synchronized List<Announcement> waiting() {
      return List.copyOf(waiting);
    }

    synchronized void lose() {
      waiting.clear();
    }

    @org.jspecify.annotations.Nullable synchronized Announcement due(Instant now) {
      for (Announcement each : waiting) {
        if (!each.at().isAfter(now)) {
          waiting.remove(each);
          return each;
        }
      }
      return null;
    }
  }

  /** The notices that were sent. */
  static final class Notified extends Spool {
    private final List<String> texts = new ArrayList<>();
    private final List<Address> to = new ArrayList<>();
    final List<Envelope> handed = new ArrayList<>();
    Envelope last = Envelope.of(Optional.empty(), List.of(), false, Body.SEVEN_BIT);
    private boolean broken;

    @Override
    public void put(String id, Envelope envelope, Content content) {
      if (broken) {
        throw new IllegalStateException("the test has no spool");
      }
      if (envelope.addresses().stream().allMatch(to -> to.domain().equals("home.test"))) {
        handed.add(envelope);
        return;
      }
      if (envelope.sender().isPresent()) {
        throw new IllegalArgumentException("a notice has no sender"); // RFC 5321 §4.5.5
      }
      last = envelope;
      to.addAll(envelope.addresses());
      texts.add(MemoryStore.text(content));
    }

    void broken(boolean now) {
      broken = now;
    }

    List<String> texts() {
      return texts;
    }

    List<Address> to() {
      return to;
    }
  }

  /** Contents in memory. */
  static final class MemoryStore extends ContentStore {
    private final List<byte[]> octets = new ArrayList<>();
    private final Set<Long> damaged = new HashSet<>();
    private final Set<Long> lost = new HashSet<>();

    synchronized long add(String text) {
      octets.add(text.getBytes(StandardCharsets.UTF_8));
      return octets.size() - 1L;
    }

    /** The last octet of a content is wrong from now on. */
    void damage(long id) {
      damaged.add(id);
    }

    @Override
    public void lost(long id) {
      lost.add(id);
    }

    Set<Long> lost() {
      return lost;
    }

    static String text(Content content) {
      ByteBuffer all = ByteBuffer.allocate((int) content.size());
      content.read(0, all);
      return new String(all.array(), StandardCharsets.UTF_8);
    }

    @Override
    public ContentSink sink() {
      return new ContentSink() {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(ByteBuffer more) {
          text.append(StandardCharsets.UTF_8.decode(more));
        }

        @Override
        public long size() {
          return text.length();
        }

        @Override
        public Content finish(byte[] prefix) {
          text.insert(0, new String(prefix, StandardCharsets.UTF_8));
          return content(add(text.toString()));
        }

        @Override
        public void discard() {
          text.setLength(0);
        }
      };
    }

    @Override
    public List<MessageFacts> facts(long[] ids) {
      FactsReader reader = new FactsReader();
      reader.feed(ByteBuffer.wrap(octets.get((int) ids[0])));
      return List.of(reader.finish());
    }

    @Override
    public Content content(long id) {
      if (id >= octets.size()) {
        throw new ContentGone(id);
      }
      byte[] message = octets.get((int) id);
      return new Content() {
        @Override
        public long id() {
          return id;
        }

        @Override
        public long size() {
          return message.length;
        }

        @Override
        public int read(long offset, ByteBuffer target) {
          int length = (int) Math.min(target.remaining(), message.length - offset);
          if (damaged.contains(id) && offset + length == message.length) {
            throw new ContentDamaged(id, "a wrong checksum");
          }
          target.put(message, (int) offset, length);
          return length;
        }
      };
    }
  }

  /** A clock that tests turn. */
  static final class Hands extends Clock {
    private volatile Instant now = Instant.parse("2026-01-01T12:00:00Z");

    long nanos() {
      return Duration.between(Instant.EPOCH, now).toNanos();
    }

    void forward(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** Gives each call the transaction that the container would. */
  private final class TransactionalOutbox extends Outbox {
    private final TestDatabase database;

    TransactionalOutbox(TestDatabase database) {
      this.database = database;
      entities = database.entityManager();
      observers = heard;
      suppressions = new SuppressionRows();
      suppressions.entities = database.entityManager();
    }

    @Override
    public Set<Destination> add(String delivery, Envelope envelope, Payload payload, Instant now) {
      return database.inTransaction(any -> super.add(delivery, envelope, payload, now));
    }

    @Override
    List<QueuedRecipient> waiting(
        Collection<String> domains, FetchProgress.PageEnd after, Instant now) {
      return database.inTransaction(any -> super.waiting(domains, after, now));
    }

    @Override
    List<QueuedRecipient> claimWaiting(QueuedRecipient any, String claim, Instant now) {
      return database.inTransaction(every -> super.claimWaiting(any, claim, now));
    }

    @Override
    public List<QueuedRecipient> claim(Destination group, String claim, Instant now) {
      return database.inTransaction(any -> super.claim(group, claim, now));
    }

    @Override
    public Optional<Instant> next(Destination group, Instant now) {
      return database.inTransaction(any -> super.next(group, now));
    }

    @Override
    int settle(String claim, List<AttemptResult> settlements) {
      if (errors > 0) {
        errors--;
        throw new StackOverflowError("the test says so");
      }
      if (away > 0) {
        away--;
        throw new IllegalStateException(new java.sql.SQLException("the test says so", "08006"));
      }
      return database.inTransaction(any -> super.settle(claim, settlements));
    }

    @Override
    public void told(String claim) {
      database.transact(any -> super.told(claim));
    }

    @Override
    public void release(String claim) {
      database.transact(any -> super.release(claim));
    }

    @Override
    void releaseEnded(String claim) {
      database.transact(any -> super.releaseEnded(claim));
    }

    @Override
    List<String> claims(long until) {
      return database.inTransaction(any -> super.claims(until));
    }

    @Override
    int bringForward(Instant latest, Instant now) {
      return database.inTransaction(any -> super.bringForward(latest, now));
    }

    @Override
    public void forgetAnnounced() {
      database.transact(any -> super.forgetAnnounced());
    }

    @Override
    public List<Destination> overdue(Instant now, Instant due, Instant announced) {
      return database.inTransaction(any -> super.overdue(now, due, announced));
    }

    @Override
    public void announced(Destination group, Instant now) {
      database.transact(any -> super.announced(group, now));
    }

    @Override
    boolean hasDone(Instant before) {
      return database.inTransaction(any -> super.hasDone(before));
    }

    @Override
    void purgeSuppressions() {
      database.transact(any -> super.purgeSuppressions());
    }

    @Override
    Purged purge(
        org.posthorn.relay.entity.OutgoingMessage.State state,
        Instant before,
        Set<String> needed,
        int after) {
      return database.inTransaction(any -> super.purge(state, before, needed, after));
    }
  }
}
