package org.posthorn.sasl;

import java.util.concurrent.CompletableFuture;

/** The server side of one authentication exchange. RFC 4422 §3. For one thread at a time. */
public interface SaslExchange {

  /**
   * Takes the client's next message, decoded from base64. The first call gets the initial response,
   * or an empty array when the client sent none and the mechanism lets the client speak first.
   */
  Step respond(byte[] message);

  /** Where the exchange stands. */
  sealed interface Step {

    /** The client is to answer this challenge. */
    record Challenge(Octets octets) implements Step {}

    /**
     * The end.
     *
     * @param admission what came of it
     * @param last additional data with success (RFC 4422 §3.6); empty octets when there is none
     */
    record Finished(Admission admission, Octets last) implements Step {}

    /**
     * The end is still to come: whoever drives the exchange waits without a thread, and cancels it
     * when the client goes.
     */
    record Waiting(CompletableFuture<Admission> admission) implements Step {}

    /** The client broke the mechanism's rules; the exchange failed. */
    record Malformed() implements Step {}
  }

  /** Octets with value equality. */
  record Octets(java.nio.ByteBuffer buffer) {

    /** Copies. */
    public static Octets of(byte[] octets) {
      return new Octets(java.nio.ByteBuffer.wrap(octets.clone()).asReadOnlyBuffer());
    }

    /** A copy. */
    public byte[] toArray() {
      byte[] copy = new byte[buffer.remaining()];
      buffer.duplicate().get(copy);
      return copy;
    }
  }
}
