package org.posthorn.hooks.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.hooks.value.CallAdded;
import org.posthorn.hooks.value.WebhooksChanged;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentGone;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.dns.DnsLookup;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MessageFacts;
import org.posthorn.net.Networks;
import org.posthorn.nodes.boundary.Nodes;
import org.posthorn.reports.boundary.ReceivedReports;
import org.posthorn.sending.boundary.SendingSettings;
import org.posthorn.signing.boundary.SigningBench;
import org.posthorn.signing.control.SigningWiring;
import org.posthorn.testdb.FakeEvent;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.testkit.MemoryContent;
import org.posthorn.threads.Background;

/** A server with webhooks, wired by hand: a real database, and a clock that tests move. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
public final class HookBench implements AutoCloseable {
  /** The mailbox of all messages. */
  static final long INBOX = 7;

  static final int MOST_WAITING = 5;

  public final SigningWiring signing;
  public final WebhookRows webhookRows = new WebhookRows();
  public final WebhookRules rules = new WebhookRules();
  public final WebhookCalls webhookCalls = new WebhookCalls();
  public final HookDispatch dispatch = new HookDispatch();
  public final ListeningWebhooks listening = new ListeningWebhooks();
  public final FakeEvent<WebhooksChanged> changes = new FakeEvent<>(listening::on);

  final TransactionalCallRows rows;
  final Hands clock = new Hands();
  final Backlog backlog = new Backlog();

  /** A clock that never goes back; tests may move it. */
  final AtomicLong nanos = new AtomicLong();

  final Messages contents = new Messages();
  final HookClaims claims = new HookClaims();
  final HookEventCalls events = new HookEventCalls();
  final HookUpkeep upkeep = new HookUpkeep();
  final Set<Long> ended = new HashSet<>();

  /** Servers of which nothing is known any more count as ended. */
  long server = 1;

  /** Runs turns: at once, when tests do not change that. */
  Executor workers = Runnable::run;

  private final ScheduledExecutorService cutter = Background.clock("test-cutter");

  public HookBench(TestDatabase database, Path data) {
    signing = new SigningWiring(database, data, Clock.systemUTC());
    rows = new TransactionalCallRows(database);
    Networks loopback = Networks.LOOPBACK;
    HookSettings settings =
        new HookSettings(
            loopback,
            true,
            Optional.empty(),
            HookSettings.waits(HookSettings.RETRY),
            Duration.ofMillis(500),
            10,
            MOST_WAITING,
            Duration.ofDays(7));
    HookClient client =
        new HookClient(
            HookBench::literal,
            new ReceiverPolicy(loopback, true),
            Authorities.ofJava(),
            clock,
            cutter,
            settings.limit());
    HookEnvironment environment =
        new HookEnvironment(
            settings,
            client,
            BodiesInFlight.ofMemory(),
            clock,
            nanos::get,
            task -> workers.execute(task),
            new Random(5));
    listening.topic = new Silent();
    listening.transactions = signing.transactions;
    listening.environment = environment;
    listening.entities = database.entityManager();
    webhookRows.entities = database.entityManager();
    webhookRows.transactions = signing.transactions;
    rules.secrets = SigningBench.secrets(signing);
    rules.environment = environment;
    rows.backlog = backlog;
    webhookCalls.rows = rows;
    webhookCalls.backlog = backlog;
    webhookCalls.environment = environment;
    webhookCalls.added = new FakeEvent<>();
    webhookCalls.entities = database.entityManager();
    claims.nodes = new Servers();
    claims.rows = rows;
    Payloads payloads = new Payloads();
    payloads.contents = contents;
    payloads.mailboxes = new OneMailbox();
    payloads.sending = new Host();
    CallAttempt attempt = new CallAttempt();
    attempt.rows = rows;
    attempt.payloads = payloads;
    attempt.secrets = rules.secrets;
    attempt.environment = environment;
    dispatch.rows = rows;
    dispatch.claims = claims;
    dispatch.attempt = attempt;
    dispatch.environment = environment;
    dispatch.prepare();
    CallQueue queue = new CallQueue();
    queue.listening = listening;
    queue.backlog = backlog;
    queue.environment = environment;
    queue.added = new FakeEvent<CallAdded>();
    queue.entities = database.entityManager();
    events.queue = queue;
    events.reports = new NoReports();
    upkeep.rows = rows;
    upkeep.backlog = queue.backlog;
    upkeep.listening = listening;
    upkeep.environment = environment;
  }

  private static DnsLookup<List<java.net.InetAddress>> literal(String host) {
    return new DnsLookup.Yes<>(List.of(java.net.InetAddress.getLoopbackAddress()), false);
  }

  @Override
  public void close() {
    cutter.shutdownNow();
  }

  private final class Servers extends Nodes {
    @Override
    public long self() {
      return server;
    }

    @Override
    public boolean knows(long id) {
      return true;
    }

    @Override
    public boolean ended(long id, Duration silence) {
      return ended.contains(id);
    }
  }

  private static final class NoReports extends ReceivedReports {
    @Override
    public boolean isFor(List<Address> recipients) {
      return recipients.stream().anyMatch(each -> each.localPart().equals("dmarc-reports"));
    }
  }

  private static final class Host extends SendingSettings {
    @Override
    public String hostName() {
      return "mx.posthorn.test";
    }
  }

  private static final class OneMailbox extends Mailboxes {
    @Override
    public MailboxList list(long account) {
      return new MailboxList(
          List.of(new MailboxList.Mailbox(INBOX, MailboxName.INBOX, 1, Optional.empty())),
          List.of());
    }
  }

  private static final class Silent extends ChangeTopic {
    @Override
    public void tell(String kind, long id, String text) {}
  }

  /** Octets of messages; ids from 1. */
  static final class Messages extends ContentStore {
    private final Map<Long, byte[]> octets = new HashMap<>();

    /** Reading this ends in an Error. */
    long poisoned;

    long add(String text) {
      octets.put(octets.size() + 1L, text.replace("\n", "\r\n").getBytes(UTF_8));
      return octets.size();
    }

    void lose(long id) {
      octets.remove(id);
    }

    private byte[] octets(long id) {
      if (id == poisoned) {
        throw new OutOfMemoryError("the test says so");
      }
      return Optional.ofNullable(octets.get(id)).orElseThrow(() -> new ContentGone(id));
    }

    @Override
    public List<MessageFacts> facts(long[] ids) {
      List<MessageFacts> found = new ArrayList<>();
      for (long id : ids) {
        FactsReader reader = new FactsReader();
        reader.feed(ByteBuffer.wrap(octets(id)));
        found.add(reader.finish());
      }
      return found;
    }

    @Override
    public Content content(long id) {
      return new MemoryContent(id, octets(id));
    }
  }

  /** A clock that tests move. */
  static final class Hands extends Clock {
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

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
}
