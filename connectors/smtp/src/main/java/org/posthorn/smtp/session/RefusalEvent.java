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
 * @param transaction of the message, so that what checks have found can be told; over already
 */
public record RefusalEvent(
    String id,
    Optional<Address> sender,
    List<Address> recipients,
    int count,
    long size,
    SmtpReply reply,
    Optional<MailTransaction> transaction) {
  public RefusalEvent {
    recipients = List.copyOf(recipients);
  }

  /** One before the message. */
  public RefusalEvent(
      String id,
      Optional<Address> sender,
      List<Address> recipients,
      int count,
      long size,
      SmtpReply reply) {
    this(id, sender, recipients, count, size, reply, Optional.empty());
  }
}
