package org.posthorn.smtp.session;

import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;

/**
 * What becomes of a message's header on its way in.
 *
 * @param missing the values of fields to add when the message lacks them; empty to add none and to
 *     keep Bcc
 * @param ownName the name in whose Authentication-Results readers trust: such fields of strangers
 *     are dropped; empty where the client may write them
 */
record HeaderRules(Optional<Missing> missing, Optional<String> ownName) {

  /**
   * The values of fields to add when the message lacks them.
   *
   * @param sender says whom the Sender field names
   */
  record Missing(String date, String messageId, SenderRule sender) {}

  /** Says whom the Sender field of a message names. RFC 5322 §3.6.2. */
  interface SenderRule {

    /**
     * Whom it names; empty when there is to be no such field.
     *
     * @param authors those of the From field
     * @param given whom the client has named
     */
    Optional<Address> name(List<Address> authors, Optional<Address> given);
  }
}
