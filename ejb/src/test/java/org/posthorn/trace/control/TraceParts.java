package org.posthorn.trace.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.trace.value.TraceEntry;
import org.posthorn.trace.value.TraceFilter;

/** The parts of the trace as the container would put them together. */
public final class TraceParts {
  /** Filled by the log. */
  public final TraceBuffer buffer = new TraceBuffer();

  /** Takes from the buffer. */
  public final TraceWriter writer = new TraceWriter();

  /** With transactions. */
  public final TraceRows rows;

  /** Thrown by the next inserts, if any. */
  public Optional<RuntimeException> failure = Optional.empty();

  /** For 90 days. */
  public final TraceSettings settings = new TraceSettings(Duration.ofDays(90), 10_000);

  public TraceParts(TestDatabase database) {
    rows = new Rows(database);
    writer.buffer = buffer;
    writer.rows = rows;
  }

  /** Addresses as they are. */
  public static AddressHash plain() {
    AddressHash hash = new AddressHash();
    hash.settings = new LogSettings(false, Optional.empty());
    return hash;
  }

  /** Addresses as hashes. */
  public static AddressHash hashed() {
    AddressHash hash = new AddressHash();
    hash.settings = new LogSettings(true, Optional.of("key"));
    return hash;
  }

  private final class Rows extends TraceRows {
    private final TestDatabase database;

    Rows(TestDatabase database) {
      this.database = database;
      entities = database.entityManager();
    }

    @Override
    void insert(List<TraceRow> made, long[] keys) {
      failure.ifPresent(
          thrown -> {
            throw thrown;
          });
      database.transact(any -> super.insert(made, keys));
    }

    @Override
    public List<TraceEntry> find(TraceFilter filter, long after, int most) {
      return database.inTransaction(any -> super.find(filter, after, most));
    }

    @Override
    public long count() {
      return database.inTransaction(any -> super.count());
    }

    @Override
    public int forgetOldest(long most) {
      return database.inTransaction(any -> super.forgetOldest(most));
    }

    @Override
    public boolean forget(Instant before) {
      return database.inTransaction(any -> super.forget(before));
    }
  }
}
