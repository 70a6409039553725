package org.posthorn.trace.boundary;

import java.util.List;

/** Logs that can be looked at. */
public final class MailLogs {
  private MailLogs() {}

  /** One that adds its lines to a list. */
  public static MailLog to(List<String> lines) {
    return new MailLog() {
      @Override
      public MailEvent event(String name, String id) {
        MailEvent event = new MailEvent(text -> text, lines::add, name);
        return id.isEmpty() ? event : event.with("id", id);
      }
    };
  }
}
