package org.posthorn.mailstore;

import org.posthorn.kernel.Content;
import org.posthorn.mime.MessageFacts;

/** Is shown messages, on any thread and several at once. */
public interface MessageVisitor {

  /**
   * The message whose UID stands at an index.
   *
   * @param octets not to be used after the call
   */
  void see(int index, MessageFacts facts, Content octets);
}
