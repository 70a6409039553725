package org.posthorn.trace.boundary;

import java.util.List;
import java.util.Optional;

/** A mail log that tests can read. */
public final class CollectedMailLog extends MailLog {
  private final List<String> lines;

  /** Adds its lines to a list. */
  public CollectedMailLog(List<String> lines) {
    this.lines = lines;
  }

  @Override
  public MailEvent event(String name, String id) {
    MailEvent event = new MailEvent(address -> address, lines::add, Optional.empty(), name);
    return id.isEmpty() ? event : event.id(id);
  }

  @Override
  public MailEvent step(String name, String id) {
    return new MailEvent(address -> address, line -> {}, Optional.empty(), name);
  }
}
