package org.posthorn.trace.value;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that happened to a message.
 *
 * @param time of this server's clock
 * @param event accepted, refused, queued, delivered, relayed, deferred, bounced …, as in the log
 * @param details what the line of the log says besides, by its keys
 */
public record TraceStep(Instant time, String event, Map<String, String> details) {
  public TraceStep {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
