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
  @Inject TraceRows rows;
  @Inject TraceWriter writer;
  @Inject TraceSettings settings;
  @Inject AddressHash addresses;

  Clock clock = Clock.systemUTC();

  /**
   * Some entries, newest first.
   *
   * @param filter addresses as {@link org.posthorn.kernel.Address#lookupKey} has them. Where
   *     nothing but a session is named, and no time, it is looked for in the last day
   * @param after the key of the last entry that is known; those before it are given
   */
  public List<TraceEntry> find(TraceFilter filter, long after, int most) {
    Map<Column, String> equal = new EnumMap<>(Column.class);
    filter.equal().forEach((column, value) -> equal.put(column, stored(column, value)));
    return rows.find(new TraceFilter(equal, from(filter), filter.before()), after, most);
  }

  // for sessions there is no index
  private Optional<Instant> from(TraceFilter filter) {
    return filter.from().isEmpty() && filter.equal().keySet().equals(Set.of(Column.SESSION))
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

  /** Forgets what is too old. For one server at a time. */
  void forget() {
    boolean more = true;
    while (more) {
      more = rows.forget(clock.instant().minus(settings.keep()));
    }
  }
}
