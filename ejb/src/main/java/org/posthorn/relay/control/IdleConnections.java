package org.posthorn.relay.control;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.posthorn.smtp.client.ClientSession;
import org.posthorn.smtp.client.StartTls;
import org.posthorn.threads.Background;

/**
 * Connections that have delivered a message and may deliver another one soon, for a few seconds.
 * Each serves one domain only, because policies of TLS are a domain's. Thread-safe.
 */
final class IdleConnections {
  private static final System.Logger LOG = System.getLogger(IdleConnections.class.getName());
  private static final int MOST = 500;

  private final Duration life;
  private final ScheduledExecutorService clock;
  private final Map<Key, Deque<Idle>> waiting = new HashMap<>();
  private int size;

  /**
   * What mails must have in common that go by one connection.
   *
   * @param domain of the recipients
   * @param startTls what was demanded of TLS
   */
  record Key(NextHop hop, String domain, String host, InetAddress address, StartTls startTls) {}

  /** A connection, and what its server has said so far. */
  record Idle(ClientSession session, SmtpConnection.Line line) {}

  /**
   * @param life how long one waits; zero: none does
   */
  IdleConnections(Duration life, ScheduledExecutorService clock) {
    this.life = life;
    this.clock = clock;
  }

  /** Whether connections are kept at all. */
  boolean kept() {
    return !life.isZero();
  }

  /** One that waits, the latest first; whoever takes it closes it or brings it back. */
  synchronized Optional<Idle> take(Key key) {
    Deque<Idle> all = waiting.get(key);
    if (all == null) {
      return Optional.empty();
    }
    Idle found = all.removeFirst();
    forget(key, all);
    return Optional.of(found);
  }

  /** Lets one wait; it is closed when nobody takes it. */
  void put(Key key, Idle idle) {
    if (add(key, idle)) {
      Optional<Future<?>> planned = Optional.empty();
      try {
        planned =
            Optional.of(Background.schedule(clock, "relay-idle", () -> expire(key, idle), life));
      } catch (RejectedExecutionException stopping) { // what was delivered stays delivered
        LOG.log(System.Logger.Level.DEBUG, "event=connection-not-kept", stopping);
      } finally {
        if (planned.isEmpty()) {
          expire(key, idle);
        }
      }
    } else {
      idle.line().leave();
    }
  }

  private synchronized boolean add(Key key, Idle idle) {
    boolean room = size < MOST;
    if (room) {
      waiting.computeIfAbsent(key, any -> new ArrayDeque<>()).addFirst(idle);
      size++;
    }
    return room;
  }

  private void expire(Key key, Idle idle) {
    if (remove(key, idle)) {
      idle.line().leave();
    }
  }

  private synchronized boolean remove(Key key, Idle idle) {
    Deque<Idle> all = waiting.get(key);
    if (all == null || !all.removeIf(each -> each.line() == idle.line())) {
      return false;
    }
    forget(key, all);
    return true;
  }

  private void forget(Key key, Deque<Idle> rest) {
    size--;
    if (rest.isEmpty()) {
      waiting.remove(key);
    }
  }
}
