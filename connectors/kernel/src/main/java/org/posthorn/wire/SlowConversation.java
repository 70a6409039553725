package org.posthorn.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A conversation whose peer is slowed when it asks for that ({@link Wire#slow}): whoever guesses
 * passwords or sends junk gets little done on a connection, and keeps it. A second passes before
 * octets are read, and what is written leaves an octet a second; what is left after some time
 * leaves at once, before peers give up. Waits by {@link Wire#hold}, without a worker.
 */
public final class SlowConversation implements Conversation {
  /** Passes before each reading, and between octets of an answer. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** So many octets of an answer leave alone: clients that are not slowed wait for 30 s. */
  static final int ALONE = 25;

  private static final CompletableFuture<?> NOTHING = CompletableFuture.completedFuture(null);

  private final Wire wire;
  private final Function<Duration, CompletableFuture<?>> timer;
  private final Conversation conversation;
  private final Held held = new Held();
  private CompletableFuture<?> awaited = NOTHING; // what the conversation waits for itself
  private boolean slow;
  private boolean rested; // octets may be read now
  private boolean stepped; // something could be done in this call

  /**
   * A conversation over a wire.
   *
   * @param timer makes a future that is completed after a while, without a thread that waits
   * @param made makes the conversation, for the wire that it is to use
   */
  public SlowConversation(
      Wire wire,
      Function<Duration, CompletableFuture<?>> timer,
      Function<Wire, Conversation> made) {
    this.wire = wire;
    this.timer = timer;
    this.conversation = made.apply(new Slowed());
  }

  /** Octets of an answer that have not left. */
  private static final class Held {
    private Optional<ByteArrayOutputStream> collected = Optional.empty(); // most need none
    private int alone;

    boolean isEmpty() {
      return collected.isEmpty();
    }

    void add(byte[] octets, int offset, int length) {
      if (length > 0) {
        if (isEmpty()) {
          collected = Optional.of(new ByteArrayOutputStream());
          alone = 0;
        }
        collected.orElseThrow().write(octets, offset, length);
      }
    }

    /** The next octet, or all that are left when there were enough; empty where none are left. */
    byte[] next() {
      byte[] all = rest();
      if (all.length < 2 || ++alone > ALONE) {
        return all;
      }
      int before = alone;
      add(all, 1, all.length - 1);
      alone = before;
      return new byte[] {all[0]};
    }

    byte[] rest() {
      byte[] all = collected.map(ByteArrayOutputStream::toByteArray).orElse(new byte[0]);
      collected = Optional.empty();
      return all;
    }
  }

  @Override
  public void opened() {
    conversation.opened();
    send();
  }

  @Override
  public void received(ByteBuffer octets) {
    if (slow && !rested) {
      rested = true;
      wire.hold(timer.apply(PAUSE));
      return;
    }
    rested = false;
    stepped = false;
    conversation.received(octets);
    send();
  }

  @Override
  public void secured() {
    conversation.secured();
    send();
  }

  @Override
  public void woken() {
    if (!held.isEmpty()) {
      send();
      if (!held.isEmpty()) {
        return;
      }
      if (!awaited.isDone()) {
        wire.pause(awaited);
        return;
      }
    }
    stepped = false;
    conversation.woken();
    send();
  }

  private void send() {
    if (!held.isEmpty()) {
      wire.write(held.next());
      if (!held.isEmpty()) {
        wire.hold(timer.apply(PAUSE));
      }
    }
  }

  @Override
  public void timedOut() {
    conversation.timedOut();
    send();
  }

  @Override
  public void stopping() {
    conversation.stopping();
    sendAll();
  }

  private void sendAll() {
    if (!held.isEmpty()) {
      wire.write(held.rest());
    }
  }

  @Override
  public void closed() {
    conversation.closed();
  }

  @Override
  public Duration patience() {
    return conversation.patience();
  }

  @Override
  public int backlog() {
    return conversation.backlog();
  }

  /** The wire as the conversation sees it. */
  private final class Slowed implements Wire {

    @Override
    public void slow(boolean on) {
      slow = on;
      rested &= on;
      stepped = true;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      if (slow || !held.isEmpty()) {
        held.add(octets, offset, length);
      } else {
        wire.write(octets, offset, length);
      }
    }

    @Override
    public void write(ByteBuffer octets) {
      if (slow || !held.isEmpty()) {
        Wire.super.write(octets);
      } else {
        wire.write(octets);
      }
    }

    @Override
    public void flush() {
      if (held.isEmpty()) {
        wire.flush();
      }
    }

    @Override
    public boolean writable() {
      return held.isEmpty() && wire.writable();
    }

    @Override
    public void pause(CompletableFuture<?> until) {
      awaited = until;
      wire.pause(until); // what is written after this is sent first
    }

    @Override
    public boolean turnOver() {
      boolean over = wire.turnOver() || slow && stepped; // one question at a time
      stepped = true;
      return over;
    }

    @Override
    public void passTurn(boolean computing) {
      wire.passTurn(computing);
    }

    @Override
    public boolean gone() {
      return wire.gone();
    }

    @Override
    public boolean inputEnded() {
      return wire.inputEnded();
    }

    @Override
    public boolean countFor(long account, String name) {
      return wire.countFor(account, name);
    }

    @Override
    public void countForAddress() {
      wire.countForAddress();
    }

    @Override
    public void startTls() {
      sendAll();
      wire.startTls();
    }

    @Override
    public boolean canStartTls() {
      return wire.canStartTls();
    }

    @Override
    public void compress() {
      sendAll();
      wire.compress();
    }

    @Override
    public boolean compressing() {
      return wire.compressing();
    }

    @Override
    public void close() {
      sendAll();
      wire.close();
    }

    @Override
    public void wake() {
      wire.wake();
    }

    @Override
    public Peer peer() {
      return wire.peer();
    }
  }
}
