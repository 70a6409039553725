package org.posthorn.trace.boundary;

import java.util.List;
import java.util.Optional;

/** Logs that can be looked at. */
public final class MailLogs {
  private MailLogs() {}

  /** One that adds its lines to a list. */
  public static MailLog to(List<String> lines) {
    return new MailLog() {
      @Override
      public MailEvent event(String name, String id) {
        MailEvent event = new MailEvent(text -> text, lines::add, Optional.empty(), name);
        return id.isEmpty() ? event : event.id(id);
      }

      @Override
      public MailEvent step(String name, String id) {
        return new MailEvent(address -> address, line -> {}, Optional.empty(), name);
      }
    };
  }
}
