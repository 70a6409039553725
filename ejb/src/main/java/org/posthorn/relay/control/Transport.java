package org.posthorn.relay.control;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.posthorn.smtp.client.OutgoingMail;

/** Brings a message to another server. */
public interface Transport {

  /** What came of an attempt. */
  sealed interface Result {

    /** For each recipient what became of it. */
    record Made(List<RecipientOutcome> results) implements Result {}

    /** Nothing was begun: the host has its share of connections. */
    record Busy(InetAddress host) implements Result {}
  }

  /**
   * Makes one attempt. Waits for the network; knows no transaction.
   *
   * @param domain of all recipients, in A-labels
   * @param limit how long the attempt may take
   * @param share asked before each connection
   * @throws RuntimeException when the content cannot be read; nothing is known then
   */
  Result deliver(OutgoingMail mail, String domain, Duration limit, HostShare share);

  /** The same on another way; where nothing is sent, there is but one. */
  default Transport via(NextHop hop) {
    return this;
  }
}
