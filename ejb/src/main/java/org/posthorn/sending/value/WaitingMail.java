package org.posthorn.sending.value;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.mailstore.MessagePlace;

/**
 * A mail that waits for its moment.
 *
 * @param created when it was sent off
 * @param due when it goes
 * @param recipients to whom
 * @param content what is filed when it has gone
 * @param draft where its draft was when it was sent off
 */
public record WaitingMail(
    long id,
    Instant created,
    Instant due,
    List<Address> recipients,
    long content,
    Optional<MessagePlace> draft) {
  public WaitingMail {
    recipients = List.copyOf(recipients);
  }
}
