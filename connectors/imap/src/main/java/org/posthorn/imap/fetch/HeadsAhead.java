package org.posthorn.imap.fetch;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mime.MessageHead;

/** Gets the facts of messages, or facts and headers, in batches a little ahead of their use. */
final class HeadsAhead {
  private final ImapEndpoint endpoint;
  private final Messages messages;
  private final int batch;
  private final boolean headers;
  private Iterator<Got> ready = List.<Got>of().iterator();

  /** What came of asking for one. */
  private interface Got {
    MessageHead head();
  }

  /**
   * Will get those of these messages.
   *
   * @param batch how many at a time, 1 to 1,000
   * @param headers whether headers are wanted
   */
  HeadsAhead(ImapEndpoint endpoint, Messages messages, int batch, boolean headers) {
    this.endpoint = endpoint;
    this.messages = messages;
    this.batch = batch;
    this.headers = headers;
  }

  /**
   * What belongs to the next message.
   *
   * @throws ContentLost when it cannot be read; that of others still can
   */
  MessageHead next() {
    if (!ready.hasNext()) {
      long[] ids = new long[batch];
      int count = 0;
      while (count < batch && messages.next()) {
        ids[count++] = messages.at().contentId();
      }
      ready = got(Arrays.copyOf(ids, count)).iterator();
    }
    return ready.next().head();
  }

  private List<Got> got(long[] ids) {
    try {
      return heads(ids).stream().<Got>map(head -> () -> head).toList();
    } catch (ContentLost some) {
      return Arrays.stream(ids).mapToObj(this::alone).toList();
    }
  }

  private Got alone(long id) {
    try {
      MessageHead head = heads(new long[] {id}).get(0);
      return () -> head;
    } catch (ContentLost lost) {
      return () -> {
        throw lost;
      };
    }
  }

  private List<MessageHead> heads(long[] ids) {
    return headers
        ? endpoint.heads(ids)
        : endpoint.facts(ids).stream().map(MessageHead::of).toList();
  }
}
