package org.posthorn.imap.fetch;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.mime.MessageFacts;

/** Gets the facts of messages in batches, a little ahead of where they are needed. */
final class FactsAhead {
  private final ImapEndpoint endpoint;
  private final Messages messages;
  private final int batch;
  private Iterator<MessageFacts> ready = List.<MessageFacts>of().iterator();

  /**
   * Will get the facts of these messages.
   *
   * @param batch how many at a time, 1 to 1,000
   */
  FactsAhead(ImapEndpoint endpoint, Messages messages, int batch) {
    this.endpoint = endpoint;
    this.messages = messages;
    this.batch = batch;
  }

  /** The facts of the next message. */
  MessageFacts next() {
    if (!ready.hasNext()) {
      long[] ids = new long[batch];
      int count = 0;
      while (count < batch && messages.next()) {
        ids[count++] = messages.at().contentId();
      }
      ready = endpoint.facts(Arrays.copyOf(ids, count)).iterator();
    }
    return ready.next();
  }
}
