package org.posthorn.imap.fetch;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mime.MessageHead;

/** Gets the facts of messages, or facts and headers, in batches a little ahead of their use. */
final class HeadsAhead {
  private final MessageSource source;
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
  HeadsAhead(MessageSource source, Messages messages, int batch, boolean headers) {
    this.source = source;
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
      long[] uids = new long[batch];
      int count = 0;
      while (count < batch && messages.next()) {
        uids[count++] = messages.at().uid();
      }
      ready = got(Arrays.copyOf(uids, count)).iterator();
    }
    return ready.next().head();
  }

  private List<Got> got(long[] uids) {
    try {
      return heads(uids).stream().<Got>map(head -> () -> head).toList();
    } catch (ContentLost some) {
      return Arrays.stream(uids).mapToObj(this::alone).toList();
    }
  }

  private Got alone(long uid) {
    try {
      MessageHead head = heads(uid).get(0);
      return () -> head;
    } catch (ContentLost lost) {
      return () -> {
        throw lost;
      };
    }
  }

  private List<MessageHead> heads(long... uids) {
    return headers
        ? source.heads(messages.view(), uids)
        : source.facts(messages.view(), uids).stream().map(MessageHead::of).toList();
  }
}
