package org.posthorn.trace.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.trace.control.AddressHash;
import org.posthorn.trace.control.TraceRows;
import org.posthorn.trace.control.TraceSettings;
import org.posthorn.trace.control.TraceWriter;
import org.posthorn.trace.value.TraceEntry;
import org.posthorn.trace.value.TraceFilter;
import org.posthorn.trace.value.TraceFilter.Column;

/**
 * What happened to messages, as far as {@link MailLog} was told. It is written some seconds later,
 * in bulk; no message waits for that, and nobody is promised that nothing is missing.
 */
@ApplicationScoped
public class MessageTrace {
  private static final System.Logger LOG = System.getLogger(MessageTrace.class.getName());
  private static final Set<Column> WITH_MANY_ROWS =
      Set.of(Column.SESSION, Column.SENDER_DOMAIN, Column.RECIPIENT_DOMAIN);

  @Inject TraceRows rows;
  @Inject TraceWriter writer;
  @Inject TraceSettings settings;
  @Inject AddressHash addresses;

  Clock clock = Clock.systemUTC();

  /**
   * Some entries, newest first.
   *
   * @param filter addresses as {@link org.posthorn.kernel.Address#lookupKey} has them. Where
   *     nothing but a session, or a session and domains, is named, and no time, it is looked for in
   *     the last day
   * @param after the key of the last entry that is known; those before it are given
   */
  public List<TraceEntry> find(TraceFilter filter, long after, int most) {
    Map<Column, String> equal = new EnumMap<>(Column.class);
    filter.equal().forEach((column, value) -> equal.put(column, stored(column, value)));
    return rows.find(new TraceFilter(equal, from(filter), filter.before()), after, most);
  }

  // for sessions there is no index, and a domain may have nearly all rows
  private Optional<Instant> from(TraceFilter filter) {
    Set<Column> named = filter.equal().keySet();
    return filter.from().isEmpty()
            && named.contains(Column.SESSION)
            && WITH_MANY_ROWS.containsAll(named)
        ? Optional.of(filter.before().orElseGet(clock::instant).minus(Duration.ofDays(1)))
        : filter.from();
  }

  private String stored(Column column, String value) {
    boolean address = column == Column.SENDER || column == Column.RECIPIENT;
    return address ? addresses.of(value) : value;
  }

  /** Writes what was noted. */
  void write() {
    writer.write();
  }

  /** Forgets what is too old, and the oldest of what is too much. For one server at a time. */
  void forget() {
    boolean more = true;
    while (more) {
      more = rows.forget(clock.instant().minus(settings.keep()));
    }
    long surplus = rows.count() - settings.maxRows();
    if (surplus > 0) {
      LOG.log(System.Logger.Level.WARNING, "event=trace-too-large rows=" + surplus);
    }
    while (surplus > 0) {
      int gone = rows.forgetOldest(surplus);
      surplus = gone == 0 ? 0 : surplus - gone;
    }
  }
}
