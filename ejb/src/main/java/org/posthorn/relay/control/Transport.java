package org.posthorn.relay.control;

import java.time.Instant;
import java.util.List;
import org.posthorn.smtp.client.OutgoingMail;

/** Brings a message to another server. */
public interface Transport {

  /**
   * Makes one attempt. Waits for the network; knows no transaction.
   *
   * @param domain of all recipients, in A-labels
   * @param deadline when the attempt must be over
   * @return for each recipient what became of it
   * @throws RuntimeException when the content cannot be read; nothing is known then
   */
  List<Attempted> deliver(OutgoingMail mail, String domain, Instant deadline);
}
