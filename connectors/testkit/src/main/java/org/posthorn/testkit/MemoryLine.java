package org.posthorn.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.posthorn.wire.Conversation;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Wire;

/**
 * Drives a conversation in memory, as a listener would, on the thread that calls. The id of the
 * session, which stands behind refusals, is left out of lines and texts, not of octets.
 */
public final class MemoryLine implements Line {
  private static final long PATIENCE_MILLIS = 3000;

  private final FakeWire wire;
  private final Conversation conversation;
  private byte[] pending = new byte[0];
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final Queue<String> lines = new ArrayDeque<>(); // heard before the others
  private boolean ended;

  /** Connects to a conversation that is made for the wire. */
  public MemoryLine(FakeWire wire, Function<Wire, Conversation> server) {
    this.wire = wire;
    conversation = server.apply(wire);
    conversation.opened();
    settle();
  }

  /** Connects as a peer. */
  public MemoryLine(Peer peer, boolean tlsPossible, Function<Wire, Conversation> server) {
    this(new FakeWire(peer, tlsPossible), server);
  }

  /** The conversation, to time it out or stop it. */
  public Conversation conversation() {
    return conversation;
  }

  /** The wire. */
  public FakeWire wire() {
    return wire;
  }

  @Override
  public void send(byte[] octets) {
    if (ended) {
      return;
    }
    byte[] all = Arrays.copyOf(pending, pending.length + octets.length);
    System.arraycopy(octets, 0, all, pending.length, octets.length);
    pending = all;
    if (!wire.paused()) {
      offer();
    }
  }

  private void offer() {
    ByteBuffer buffer = ByteBuffer.wrap(pending);
    conversation.received(buffer);
    pending = Arrays.copyOfRange(pending, buffer.position(), pending.length);
    settle();
    if (!ended && !wire.paused() && pending.length > conversation.backlog()) {
      throw new AssertionError(
          pending.length + " octets wait, more than the backlog of " + conversation.backlog());
    }
  }

  /** Does what a listener does after each call. */
  public void settle() {
    heard.writeBytes(wire.take());
    boolean more = !ended;
    while (more) {
      more = step();
      heard.writeBytes(wire.take());
    }
  }

  private boolean step() {
    if (wire.takeTlsRequest()) {
      pending = new byte[0]; // RFC 3207 §4.2
      wire.secure();
      conversation.secured();
      return true;
    }
    if (wire.closed()) {
      ended = true;
      conversation.closed();
      return false;
    }
    if (wire.takeWake()) {
      wake();
      return true;
    }
    return false;
  }

  private void wake() {
    if (wire.paused()) {
      return; // the end of the pause is another wake
    }
    conversation.woken();
    if (pending.length > 0 && !wire.paused()) {
      ByteBuffer buffer = ByteBuffer.wrap(pending);
      conversation.received(buffer);
      pending = Arrays.copyOfRange(pending, buffer.position(), pending.length);
    }
  }

  @Override
  public Optional<String> readLine() {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (true) {
      if (lines.isEmpty()) {
        split();
      }
      if (!lines.isEmpty()) {
        return Optional.of(lines.remove());
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (ended || left <= 0) {
        return Optional.empty();
      }
      wire.await(left);
      settle();
    }
  }

  private void split() {
    byte[] octets = heard.toByteArray();
    int from = 0;
    for (int i = 1; i < octets.length; i++) {
      if (octets[i - 1] == '\r' && octets[i] == '\n') {
        lines.add(SessionIds.remove(new String(octets, from, i - 1 - from, UTF_8)));
        from = i + 1;
      }
    }
    heard.reset();
    heard.write(octets, from, octets.length - from);
  }

  @Override
  public String unread() {
    StringBuilder unread = new StringBuilder();
    lines.forEach(line -> unread.append(line).append("\r\n"));
    return unread + SessionIds.remove(heard.toString(UTF_8));
  }

  /** The octets that came and were not read yet; they count as read then. */
  public byte[] take() {
    byte[] octets = heard.toByteArray();
    heard.reset();
    return octets;
  }

  @Override
  public void startTls() {}

  @Override
  public boolean closedByServer() {
    settle();
    return ended;
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      conversation.closed();
    }
  }
}
