package org.posthorn.imap.fetch;

import org.posthorn.imap.codec.Responses;

/** Writes one item of a message. */
interface ItemWriter {

  /** Writes the item; of a long one the beginning, the rest goes to {@link FetchMessage#send}. */
  void write(FetchMessage message, Responses out);
}
