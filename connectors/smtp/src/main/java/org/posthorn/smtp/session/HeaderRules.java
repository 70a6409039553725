package org.posthorn.smtp.session;

import java.util.Optional;

/**
 * What becomes of a message's header on its way in.
 *
 * @param missing the values of fields to add when the message lacks them; empty to add none and to
 *     keep Bcc
 * @param ownName the name in whose Authentication-Results readers trust: such fields of strangers
 *     are dropped; empty where the client may write them
 */
record HeaderRules(Optional<Missing> missing, Optional<String> ownName) {

  /** The values of fields to add when the message lacks them. */
  record Missing(String date, String messageId) {}
}
