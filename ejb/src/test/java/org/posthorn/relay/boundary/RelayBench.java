package org.posthorn.relay.boundary;

import org.posthorn.content.boundary.ContentStore;
import org.posthorn.events.boundary.Observers;
import org.posthorn.relay.control.Outbox;
import org.posthorn.relay.control.RelayEnvironment;
import org.posthorn.relay.control.RelayQueue;
import org.posthorn.relay.control.ReportedRows;
import org.posthorn.relay.control.Senders;

/** The boundary with what the container would inject. */
public final class RelayBench extends Relay {

  /** Sets the fields. */
  public RelayBench(
      Outbox outbox,
      RelayQueue queue,
      ContentStore contents,
      RelayEnvironment environment,
      Senders senders,
      ReportedRows reports,
      Observers observers) {
    this.outbox = outbox;
    this.queue = queue;
    this.contents = contents;
    this.environment = environment;
    this.senders = senders;
    this.reports = reports;
    this.observers = observers;
  }
}
