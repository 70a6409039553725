package org.posthorn.trace.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.trace.control.AddressHash;
import org.posthorn.trace.control.TraceBuffer;
import org.posthorn.trace.control.TraceSettings;

/**
 * Tells the log and the trace what happens to messages: writes one line to the log for each thing
 * that happens to a message: {@code event=accepted id=01kb6z… from=<ann@client.example>
 * to=<ben@posthorn.test> size=1234 …}. The id is that of the order, which the Received field shows
 * too, so one search finds all that became of a message. Thread-safe.
 */
@ApplicationScoped
public class MailLog {
  private static final System.Logger LOG = System.getLogger(MailLog.class.getName());

  @Inject AddressHash addresses;
  @Inject TraceBuffer trace;
  @Inject TraceSettings settings;

  Clock clock = Clock.systemUTC();

  /**
   * Begins the line of an event.
   *
   * @param name a word that is no stranger's choice: accepted, refused, delivered, relayed …
   * @param id the id of the order; empty when there is none yet
   */
  public MailEvent event(String name, String id) {
    return begin(MailLog::write, name, id);
  }

  /**
   * The same for what only the trace tells: there is no line in the log.
   *
   * @param name queued, forwarded …
   */
  public MailEvent step(String name, String id) {
    return begin(line -> {}, name, id);
  }

  private MailEvent begin(Consumer<String> log, String name, String id) {
    Optional<TraceDraft> draft =
        settings.on()
            ? Optional.of(new TraceDraft(trace, addresses::of, clock.millis(), name))
            : Optional.empty();
    MailEvent event = new MailEvent(addresses::of, log, draft, name);
    return id.isEmpty() ? event : event.id(id);
  }

  /** As text without parameters, so that nothing in it is taken for a pattern. */
  private static void write(String line) {
    LOG.log(System.Logger.Level.INFO, line);
  }
}
