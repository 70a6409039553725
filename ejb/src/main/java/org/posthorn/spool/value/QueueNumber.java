package org.posthorn.spool.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.posthorn.kernel.Address;

/**
 * The number by which programs know a message on its way to one of its recipients: known when it is
 * taken, and found out again from any event about it. It fits into the whole numbers of JavaScript.
 */
public final class QueueNumber {
  private static final int BITS = 53;

  private QueueNumber() {}

  /**
   * The number, above 0.
   *
   * @param deliveryId of the order, as Received fields and the log have it
   * @param recipient as the sender has named it
   */
  public static long of(String deliveryId, Address recipient) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] sum = sha.digest((deliveryId + ' ' + recipient.lookupKey()).getBytes(UTF_8));
      return Math.max(1, ByteBuffer.wrap(sum).getLong() >>> (Long.SIZE - BITS));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
