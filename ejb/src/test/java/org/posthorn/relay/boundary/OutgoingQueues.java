package org.posthorn.relay.boundary;

import org.posthorn.content.boundary.ContentStore;
import org.posthorn.relay.control.FetchedMail;
import org.posthorn.relay.control.QueueControl;
import org.posthorn.relay.control.RelayEnvironment;
import org.posthorn.relay.control.RelayQueue;
import org.posthorn.routing.boundary.Routing;
import org.posthorn.transports.boundary.OnDemandDomains;
import org.posthorn.transports.boundary.TransportChoice;

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

  /** The other boundary that starts it for hosts. */
  public static QueueStarts starts(
      OutgoingQueue queue,
      Routing routing,
      TransportChoice routes,
      OnDemandDomains onDemand,
      RelayEnvironment environment) {
    QueueStarts starts = new QueueStarts();
    starts.queue = queue;
    starts.routing = routing;
    starts.routes = routes;
    starts.onDemand = onDemand;
    starts.environment = environment;
    return starts;
  }

  /** The boundary for hosts that fetch their mail. */
  public static OnDemandMail onDemand(OnDemandDomains domains, FetchedMail mails) {
    OnDemandMail relay = new OnDemandMail();
    relay.domains = domains;
    relay.mails = mails;
    return relay;
  }
}
