package org.posthorn.trace.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthorn.trace.control.AddressHash;

/**
 * Writes one line to the log for each thing that happens to a message: {@code event=accepted
 * id=01kb6z… from=<ann@client.example> to=<ben@posthorn.test> size=1234 …}. The id is that of the
 * order, which the Received field shows too, so one search finds all that became of a message.
 * Thread-safe.
 */
@ApplicationScoped
public class MailLog {
  private static final System.Logger LOG = System.getLogger(MailLog.class.getName());

  @Inject AddressHash addresses;

  /**
   * Begins the line of an event.
   *
   * @param name a word that is no stranger's choice: accepted, refused, delivered, relayed …
   * @param id the id of the order; empty when there is none yet
   */
  public MailEvent event(String name, String id) {
    MailEvent event = new MailEvent(addresses::of, MailLog::write, name);
    return id.isEmpty() ? event : event.with("id", id);
  }

  /** As text without parameters, so that nothing in it is taken for a pattern. */
  private static void write(String line) {
    LOG.log(System.Logger.Level.INFO, line);
  }
}
