package org.posthorn.broker.ra;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.reader.TextMessageUtil;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;

/** Reads the orders that wait in the journal of a broker that is stopped. */
public final class JournalOrders {
  private static final System.Logger LOG = System.getLogger(JournalOrders.class.getName());
  private static final List<String> QUEUES = List.of("posthorn.delivery", "posthorn.dead");

  private JournalOrders() {}

  /**
   * The texts of their JMS messages; what is no text is an empty one.
   *
   * @param journal a copy: the broker is started on it
   */
  public static List<String> read(Path journal) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.ofCopy(journal));
    try {
      List<String> texts = new ArrayList<>();
      for (String name : QUEUES) {
        Optional<Queue> queue = broker.queue(name);
        if (queue.isPresent()) {
          read(queue.get(), texts);
        }
      }
      return texts;
    } finally {
      broker.stop();
    }
  }

  private static void read(Queue queue, List<String> texts) {
    queue.flushExecutor();
    try (LinkedListIterator<MessageReference> messages = queue.browserIterator()) {
      while (messages.hasNext()) {
        texts.add(text(messages.next()));
      }
    }
    queue.getScheduledMessages().forEach(reference -> texts.add(text(reference)));
  }

  private static String text(MessageReference reference) {
    try {
      ICoreMessage message = reference.getMessage().toCore();
      SimpleString text = TextMessageUtil.readBodyText(message.getReadOnlyBodyBuffer());
      return text == null ? "" : text.toString();
    } catch (RuntimeException unreadable) {
      LOG.log(System.Logger.Level.DEBUG, "event=order-unreadable", unreadable);
      return "unreadable";
    }
  }
}
