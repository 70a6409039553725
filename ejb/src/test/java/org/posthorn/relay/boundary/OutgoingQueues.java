package org.posthorn.relay.boundary;

import org.posthorn.content.boundary.ContentStore;
import org.posthorn.relay.control.QueueControl;
import org.posthorn.relay.control.RelayQueue;

/** The boundary with what the container would inject. */
public final class OutgoingQueues {
  private OutgoingQueues() {}

  /** Sets the fields. */
  public static OutgoingQueue of(QueueControl control, RelayQueue queue, ContentStore contents) {
    OutgoingQueue outgoing = new OutgoingQueue();
    outgoing.control = control;
    outgoing.queue = queue;
    outgoing.contents = contents;
    return outgoing;
  }
}
