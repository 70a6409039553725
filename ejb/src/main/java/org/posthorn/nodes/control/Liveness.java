package org.posthorn.nodes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.posthorn.nodes.entity.Server;
import org.posthorn.nodes.entity.Server.State;

/**
 * That this server lives, and which others do. Each gives a sign of life every ten seconds; of
 * which none was heard for {@link #GONE}, its duties go to others.
 */
@ApplicationScoped
public class Liveness {
  /** A server that was silent for so long is gone. */
  public static final Duration GONE = Duration.ofSeconds(60);

  /**
   * A server that could give no sign of life for so long stops its duties: others may hold it for
   * gone soon.
   */
  static final Duration HOLDS = Duration.ofSeconds(45);

  /** Between two looks there may be so much, or this server was deaf. */
  private static final Duration DEAF = Duration.ofSeconds(25);

  /** A server that was told to stop takes at most so long. */
  private static final Duration STOPS = Duration.ofMinutes(2);

  private static final Duration FORGET = Duration.ofDays(7);
  private static final System.Logger LOG = System.getLogger(Liveness.class.getName());

  @Inject ServerRows rows;

  LongSupplier nanos = System::nanoTime;
  private final Set<Long> dead = ConcurrentHashMap.newKeySet(); // for certain
  private final Silence silences = new Silence(() -> nanos.getAsLong());
  private volatile long self;
  private volatile long beaten; // when the last sign of life began
  private volatile List<Server> known = List.of();
  private String name = "";
  private String build = "";

  /** This server starts. */
  public synchronized void begin(String name, String build) {
    this.name = name;
    this.build = build;
    register();
  }

  private void register() {
    long now = nanos.getAsLong();
    self = rows.add(name, build);
    beaten = now;
  }

  /** The number of this server since its start, or since others held it for gone. */
  public long self() {
    return self;
  }

  /** Gives a sign of life, and looks for those of others. */
  public synchronized void beat(String facts) {
    long now = nanos.getAsLong();
    long before = beaten;
    boolean known = rows.beat(self, facts);
    if (nanos.getAsLong() - before > DEAF.toNanos()) { // also when the database kept us waiting
      silences.deaf();
    }
    if (known) {
      beaten = now;
    } else {
      LOG.log(System.Logger.Level.WARNING, "event=held-for-gone server={0}", Long.toString(self));
      register();
    }
    look();
  }

  private void look() {
    long before = nanos.getAsLong();
    List<Server> all = rows.all();
    silences.look(all, before);
    for (Server each : silences.longerThan(GONE, all)) {
      if (each.id() != self && rows.gone(each.id(), each.beat())) {
        LOG.log(
            System.Logger.Level.WARNING,
            "event=server-gone server={0} name={1} silent={2}s",
            Long.toString(each.id()),
            each.name(),
            silences.of(each.id()).toSeconds());
      }
    }
    known = all;
  }

  /** Whether this server has given a sign of life lately enough to go on with its duties. */
  public boolean lives() {
    return self != 0 && nanos.getAsLong() - beaten < HOLDS.toNanos();
  }

  /** All servers, as of the last look. */
  public List<Server> known() {
    return known;
  }

  /** All servers, from the database. */
  public List<Server> all() {
    return rows.all();
  }

  /** For how long nothing was heard of a server, as far as this one has watched. */
  public Duration silenceOf(long server) {
    return silences.of(server);
  }

  /** It is known for certain that a server runs no more. */
  public void runsNoMore(long server) {
    dead.add(server);
    rows.stopped(server);
  }

  /**
   * Whether a server has ended: for certain, or it was stopped and has had time to come to its end,
   * or it is gone and was silent for so long.
   */
  public boolean ended(long server, Duration silence) {
    return dead.contains(server)
        || rows.all().stream()
            .filter(each -> each.id() == server && each.state() != State.UP)
            .map(each -> each.state() == State.STOPPED ? shorter(STOPS, silence) : silence)
            .anyMatch(enough -> silences.of(server).compareTo(enough) >= 0);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Forgets servers that ended long ago. */
  public void forget() {
    rows.forget(FORGET);
  }

  /** This server ends. */
  public void end() {
    try {
      rows.stopped(self);
    } catch (RuntimeException away) { // others will notice
      LOG.log(System.Logger.Level.DEBUG, "event=end-not-noted", away);
    }
  }
}
