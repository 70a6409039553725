package org.posthorn.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * The way back to the peer. What is written is collected and leaves when the current call of the
 * {@link Conversation} returns, or at {@link #flush()}. All methods but {@link #wake()} are for the
 * thread that runs the conversation.
 */
public interface Wire {

  /** Writes octets; the array is copied or sent before this returns, so it may be used again. */
  void write(byte[] octets, int offset, int length);

  /** Writes octets. */
  default void write(byte[] octets) {
    write(octets, 0, octets.length);
  }

  /** Writes what the buffer has between position and limit. */
  default void write(ByteBuffer octets) {
    byte[] copy = new byte[octets.remaining()];
    octets.get(copy);
    write(copy);
  }

  /** Writes text as UTF-8; ASCII in all but internationalised protocols. */
  default void write(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends what was written so far without waiting for the end of the call. */
  void flush();

  /**
   * False while more is waiting for the peer than is good, so that a long answer stops and waits,
   * and during a {@link #pause}.
   */
  boolean writable();

  /**
   * Lets the conversation wait for something that others do (a password that is checked, a delay)
   * without holding a worker. From here until {@code until} is completed, in whatever way, {@link
   * #writable()} is false, octets are not shown, patience does not run out, and no call comes but
   * {@link Conversation#stopping()} and {@link Conversation#closed()}. Then comes {@link
   * Conversation#woken()}, where the conversation looks what has become of it, and what waited is
   * shown. May be completed by any thread, now or later; the last pause counts. What was written
   * before, and during the wait, leaves as ever. Who must end what it waits for when the peer goes
   * does that in {@code closed()}.
   */
  void pause(CompletableFuture<?> until);

  /**
   * From now on the peer is slowed, or no longer: answers leave and questions are read slowly, by
   * {@link SlowConversation} where the driver has one; else nothing changes.
   */
  default void slow(boolean on) {}

  /**
   * A {@link #pause} that only slows the peer: nobody does anything for it meanwhile, so limits of
   * time that spare whoever waits for others go on.
   */
  default void hold(CompletableFuture<?> until) {
    pause(until);
  }

  /**
   * Whether the call has had its time on the worker. Asked between two steps of long work and
   * between two commands; then comes {@link #passTurn} and the end of the call. Never true before
   * something could be done in a turn.
   */
  boolean turnOver();

  /**
   * Says that the call ends in the midst: {@link Conversation#woken()} comes, and what was left is
   * shown, when others have had their turn.
   *
   * @param computing whether it is long work of its own rather than many commands: an account has
   *     only few workers at once for that
   */
  void passTurn(boolean computing);

  /**
   * Whether the connection is gone, so that nobody hears the answer: long work may end. From any
   * thread, cheap enough for inner loops.
   */
  boolean gone();

  /** Whether the peer sends no more. It may still read, or be gone: writing to it will show. */
  boolean inputEnded();

  /**
   * From now on the connection is one of an account that has logged in, and shares workers and
   * limits with its others; until {@link #countForAddress()} or the end.
   *
   * @param name of the account, for the log
   * @return false when the account has too many connections; then all is as it was
   */
  boolean countFor(long account, String name);

  /** From now on nobody is logged in there any more. */
  void countForAddress();

  /**
   * Starts TLS as the server, after what was written so far has left in plain. Plaintext that the
   * peer sent early is thrown away, never read as if it had come under TLS (RFC 3207 §4.2). {@link
   * Conversation#secured()} follows, or {@link Conversation#closed()}.
   */
  void startTls();

  /**
   * Whether {@link #startTls()} is possible: a certificate is there, and neither TLS nor
   * compression is active.
   */
  boolean canStartTls();

  /**
   * Compresses both directions with raw DEFLATE from here on (RFC 4978 §3): what was written so far
   * leaves as it is, and what the conversation leaves unread counts as compressed. Once only.
   */
  void compress();

  /** Whether {@link #compress()} was called. */
  boolean compressing();

  /** Closes the connection after what was written so far has left. */
  void close();

  /**
   * Asks for a call of {@link Conversation#woken()} soon. From any thread, also after the end; many
   * calls may be answered by one.
   */
  void wake();

  /** Who is at the other end. The TLS part changes when TLS starts. */
  Peer peer();
}
