package org.posthorn.testkit;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Tls;
import org.posthorn.wire.Wire;

/**
 * A wire that keeps what is written. A driver such as {@link MemoryLine} looks at the requests that
 * it notes. Thread-safe.
 */
public final class FakeWire implements Wire {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final boolean tlsPossible;
  private Peer peer;
  private int room = Integer.MAX_VALUE;
  private boolean tlsRequested;
  private Tls tlsToCome = new FakeTls();
  private boolean compressing;
  private boolean closed;
  private boolean awake;
  private CompletableFuture<?> pause = CompletableFuture.completedFuture(null);

  /** A wire to a peer. */
  public FakeWire(Peer peer, boolean tlsPossible) {
    this.peer = peer;
    this.tlsPossible = tlsPossible;
  }

  /** A client at 192.0.2.1, on port 25, without TLS. */
  public static Peer anyPeer() {
    return new Peer("t1", "192.0.2.1", 40000, "192.0.2.25", 25, Optional.empty());
  }

  @Override
  public synchronized void write(byte[] octets, int offset, int length) {
    if (!closed) {
      written.write(octets, offset, length);
      notifyAll();
    }
  }

  @Override
  public void flush() {}

  @Override
  public synchronized boolean writable() {
    return written.size() < room && !paused();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // waking does not fail
  public void pause(CompletableFuture<?> until) {
    synchronized (this) {
      pause = until;
    }
    until.whenComplete((result, failure) -> wake());
  }

  /** Whether the conversation waits for something else than the peer. */
  public synchronized boolean paused() {
    return !pause.isDone();
  }

  /** From now on {@link #writable()} is false while so many octets wait to be taken. */
  public synchronized void room(int octets) {
    room = octets;
  }

  @Override
  public synchronized void startTls() {
    tlsRequested = true;
  }

  /** Whether TLS was asked for; asking ends the request. */
  public synchronized boolean takeTlsRequest() {
    boolean requested = tlsRequested;
    tlsRequested = false;
    return requested;
  }

  /** Puts the peer under TLS. */
  public synchronized void secure(Tls tls) {
    peer = peer.secured(tls);
  }

  /** Puts the peer under the TLS that it is to start. */
  synchronized void secure() {
    secure(tlsToCome);
  }

  /** The TLS that the peer starts when it is asked to. */
  public synchronized void tlsToCome(Tls tls) {
    tlsToCome = tls;
  }

  @Override
  public synchronized boolean canStartTls() {
    return tlsPossible && peer.tls().isEmpty();
  }

  /** Only notes it: octets stay as they are on a fake wire. */
  @Override
  public synchronized void compress() {
    compressing = true;
  }

  @Override
  public synchronized boolean compressing() {
    return compressing;
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Whether the conversation closed the wire. */
  public synchronized boolean closed() {
    return closed;
  }

  @Override
  public synchronized void wake() {
    awake = true;
    notifyAll();
  }

  /** Whether somebody called {@link #wake()}; asking ends the request. */
  public synchronized boolean takeWake() {
    boolean woken = awake;
    awake = false;
    return woken;
  }

  /** Waits for output, a wake or the end. */
  public synchronized void await(long millis) {
    long deadline = System.nanoTime() + millis * 1_000_000;
    try {
      long left = millis;
      while (written.size() == 0 && !awake && !closed && left > 0) {
        wait(left);
        left = (deadline - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was written since the last call. */
  public synchronized byte[] take() {
    byte[] octets = written.toByteArray();
    written.reset();
    return octets;
  }

  @Override
  public synchronized Peer peer() {
    return peer;
  }
}
