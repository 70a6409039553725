package org.posthorn.wire;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The server side of one connection: octets in, octets out. A driver (the listeners, or a test)
 * owns the connection; it calls these methods on worker threads, one at a time and in order, and
 * never holds a thread between two calls. An implementation answers through its {@link Wire} and
 * does not wait for the peer.
 *
 * <p>A call may use the database or a file; it never blocks on the network, and what takes long
 * elsewhere it awaits with {@link Wire#pause}. Work whose answer is larger than the peer takes at
 * once is cut into steps: stop when {@link Wire#writable()} turns false, and go on in {@link
 * #woken()}, which the driver calls as soon as there is room again.
 */
public interface Conversation {

  /**
   * The connection stands (for implicit TLS: is secured). Called first and once; say hello here.
   */
  void opened();

  /**
   * Octets are there. Takes as many as it can from {@code octets} (between position and limit) and
   * leaves the rest, which is shown again, with what came since, at the next call. What it takes is
   * gone; the buffer must not be kept.
   *
   * <p>A conversation that leaves octets because its answer waits for room is called again only
   * after {@link #woken()}. One that leaves octets because a line or literal is not complete is
   * called when more have come. It must bound what it leaves: the driver closes the connection when
   * more than {@link #backlog()} octets wait.
   */
  void received(ByteBuffer octets);

  /**
   * TLS now protects the connection, after {@link Wire#startTls()}; plaintext that was left is
   * gone.
   */
  void secured();

  /**
   * There is room to write again, or somebody called {@link Wire#wake()}. May come without cause.
   */
  void woken();

  /**
   * Nothing came for {@link #patience()}. The usual answer: a farewell and {@link Wire#close()}.
   */
  void timedOut();

  /** The server stops. The usual answer: a farewell and {@link Wire#close()}. */
  void stopping();

  /** The connection is gone, for whatever reason. Called last and once; release resources here. */
  void closed();

  /** How long the driver waits for octets at present. Asked after each call. */
  Duration patience();

  /** The most octets that may wait unread at present. Asked after each call. */
  int backlog();
}
