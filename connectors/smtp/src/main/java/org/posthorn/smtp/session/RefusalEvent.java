package org.posthorn.smtp.session;

import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.smtp.codec.SmtpReply;

/**
 * What a client was refused, for the record.
 *
 * @param id of the message; empty when there was none yet
 * @param sender the reverse-path, of the last transaction
 * @param recipients those it was refused for; of many the first
 * @param count how many there were
 * @param size octets of the message so far
 * @param reply what was said, the last time
 */
public record RefusalEvent(
    String id,
    Optional<Address> sender,
    List<Address> recipients,
    int count,
    long size,
    SmtpReply reply) {
  public RefusalEvent {
    recipients = List.copyOf(recipients);
  }
}
