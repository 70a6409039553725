package org.posthorn.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.posthorn.threads.Failures;
import org.posthorn.wire.Conversation;

/**
 * Calls the conversation of one connection on a worker: one call at a time, in order, from {@code
 * opened} to {@code closed}. Events are bits, so several that come before the worker does are one;
 * without an event there is no worker. After {@link #ROUNDS}, or when the conversation passes its
 * turn, the worker goes to others, so that a busy connection does not starve them.
 */
final class ConversationRunner implements Runnable {
  static final int OPENED = 1;
  static final int SECURED = 1 << 1;
  static final int WOKEN = 1 << 2;
  static final int RECEIVED = 1 << 3;
  static final int TIMED_OUT = 1 << 4;
  static final int STOPPING = 1 << 5;

  /** The peer sends no more, but may still read. */
  static final int ENDED = 1 << 6;

  /** The connection is gone. */
  static final int GONE = 1 << 7;

  /** A worker runs or is on its way. */
  private static final int BUSY = 1 << 8;

  /** The conversation is closed; events mean nothing any more. */
  private static final int OVER = 1 << 9;

  /** Nothing happened for a while: what is easily made again is freed. */
  static final int REST = 1 << 10;

  private static final int ROUNDS = 8;

  private static final System.Logger LOG = System.getLogger(ConversationRunner.class.getName());

  private static final AtomicIntegerFieldUpdater<ConversationRunner> EVENTS =
      AtomicIntegerFieldUpdater.newUpdater(ConversationRunner.class, "events");

  private final Connection connection;
  private final ReceiveBuffer inlet;
  private final SendBuffer outlet;
  private @Nullable Conversation conversation;
  private volatile int events;
  private boolean ended;

  ConversationRunner(Connection connection, ReceiveBuffer inlet, SendBuffer outlet) {
    this.connection = connection;
    this.inlet = inlet;
    this.outlet = outlet;
  }

  /** Makes a worker come for an event. From any thread. */
  void post(int event) {
    int before;
    do {
      before = events;
      if ((before & OVER) != 0) {
        return;
      }
    } while (!EVENTS.compareAndSet(this, before, before | event | BUSY));
    if ((before & BUSY) == 0) {
      queue(false);
    }
  }

  /** Whether no worker is at it. */
  boolean idle() {
    return (events & BUSY) == 0;
  }

  private void queue(boolean computes) {
    try {
      connection.execute(this, computes);
    } catch (RejectedExecutionException e) {
      connection.abort("workers");
      finish();
    } catch (Throwable e) { // no memory for it, no thread: nobody would come any more
      broken(e);
    }
  }

  @Override
  public void run() {
    try {
      if (turn()) {
        queue(outlet.passed() && outlet.computes());
      }
    } catch (Throwable e) {
      broken(e);
    }
  }

  /** Does what is to be done now; whether there is more for another turn. */
  private boolean turn() {
    outlet.turnBegins();
    for (int round = 0; round < ROUNDS && !outlet.passed(); round++) {
      handle(EVENTS.getAndSet(this, BUSY));
      if (events == OVER || EVENTS.compareAndSet(this, BUSY, 0)) {
        return false;
      }
    }
    return true;
  }

  /** Nobody knows what state it is in: the connection ends, and what it holds is given back. */
  private void broken(Throwable cause) {
    try {
      connection.close();
    } finally {
      try {
        finish();
      } finally {
        tell(cause);
      }
    }
  }

  private void tell(Throwable cause) {
    Failures.tell(LOG, connection.session(), "event=failed", cause);
  }

  private void handle(int now) {
    if (has(now, GONE)) {
      finish();
      return;
    }
    try {
      ended |= has(now, ENDED);
      calls(outlet.takeEndOfPause() ? now | WOKEN : now);
      if (has(now, REST)) {
        outlet.rest();
      }
      if (ended && outlet.writable() && !outlet.passed() && !outlet.pausing()) {
        outlet.close(); // all that came was read and answered
      }
    } catch (Throwable e) {
      outlet.close();
      tell(e);
    }
    boolean startTls = outlet.takeRequestForTls();
    if (startTls) {
      connection.pause(); // the client's hello is for TLS to read, not for us
    }
    outlet.flush();
    if (outlet.closing()) {
      finish();
      connection.farewell();
    } else if (startTls) {
      inlet.drop(); // RFC 3207 §4.2: nothing that came in plain is read after
      connection.startTls();
    }
  }

  private void calls(int now) {
    if (has(now, OPENED)) {
      Conversation made = connection.converse(outlet);
      conversation = made;
      made.opened();
      heard(made);
    }
    Conversation speaker = conversation;
    if (speaker == null) {
      if (has(now, STOPPING)) {
        outlet.close();
      }
      return;
    }
    if (has(now, SECURED) && !outlet.closing()) {
      outlet.tlsStarted();
      speaker.secured();
      heard(speaker);
    }
    if (!outlet.pausing()) { // else its end comes as WOKEN
      ordinary(now, speaker);
    }
    if (has(now, STOPPING) && open()) {
      speaker.stopping();
      heard(speaker);
    }
  }

  private void ordinary(int now, Conversation speaker) {
    if (has(now, WOKEN) && open()) {
      speaker.woken();
      connection.patience(speaker.patience());
    }
    if (has(now, RECEIVED | WOKEN | ENDED)) {
      receive(speaker);
    }
    if (has(now, TIMED_OUT) && !has(now, RECEIVED) && open() && !outlet.paused()) {
      speaker.timedOut();
      heard(speaker);
    }
  }

  private boolean open() {
    return !outlet.closing() && !outlet.startingTls();
  }

  private void heard(Conversation speaker) {
    connection.patience(speaker.patience());
    connection.heard();
  }

  /**
   * Shows what waits for as long as that leads on: a part that was left is shown again when more
   * comes, unless it is more than may be left.
   */
  private void receive(Conversation speaker) {
    while (open()) {
      if (outlet.takeRequestForInflation()) {
        inlet.compressed(ByteBufAllocator.DEFAULT);
      }
      if (!outlet.writable() || outlet.passed()) {
        return;
      }
      ByteBuf octets = inlet.look();
      if (inlet.broken()) {
        connection.abort("compression");
        outlet.close();
        return;
      }
      if (octets == null) {
        return;
      }
      int size = octets.readableBytes();
      ByteBuffer view = octets.nioBuffer();
      speaker.received(view);
      int left = view.remaining();
      octets.skipBytes(size - left);
      heard(speaker);
      int backlog = speaker.backlog();
      inlet.keep(backlog);
      if (outlet.asksForInflation() || left < size && inlet.more()) {
        continue;
      }
      if (left <= backlog || !outlet.writable() || outlet.passed()) {
        return;
      }
      if (left == size) {
        connection.abort("backlog");
        outlet.close();
      }
    }
  }

  private void finish() {
    try {
      Conversation speaker = conversation;
      conversation = null;
      if (speaker != null) {
        speaker.closed();
      }
    } catch (Throwable e) {
      tell(e);
    } finally {
      events = OVER;
      inlet.drop();
      outlet.release();
    }
  }

  private static boolean has(int events, int any) {
    return (events & any) != 0;
  }
}
