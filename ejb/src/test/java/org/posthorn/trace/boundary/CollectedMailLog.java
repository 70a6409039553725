package org.posthorn.trace.boundary;

import java.util.List;

/** A mail log that tests can read. */
public final class CollectedMailLog extends MailLog {
  private final List<String> lines;

  /** Adds its lines to a list. */
  public CollectedMailLog(List<String> lines) {
    this.lines = lines;
  }

  @Override
  public MailEvent event(String name, String id) {
    MailEvent event = new MailEvent(address -> address, lines::add, name);
    return id.isEmpty() ? event : event.with("id", id);
  }
}
