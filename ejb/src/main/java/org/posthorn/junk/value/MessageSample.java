package org.posthorn.junk.value;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.posthorn.kernel.Content;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MessageFacts;

/**
 * The beginning of a message, kept while it comes: enough to judge what it says. What all of them
 * keep together has a limit; those that come when it is reached keep less. Thread-safe.
 */
public final class MessageSample {
  /** As many octets are kept. */
  public static final int MOST = 128 * 1024;

  private static final long MOST_OF_ALL =
      Math.max(16L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 16);
  private static final AtomicLong OF_ALL = new AtomicLong();

  private final FactsReader reader = new FactsReader();
  private boolean full; // there may be no gap
  private byte[] octets = new byte[0];
  private int length;
  private long size;

  /** Takes the next octets. */
  public synchronized void add(ByteBuffer next) {
    size += next.remaining();
    int count = room(length + Math.min(next.remaining(), MOST - length)) - length;
    if (count > 0) {
      next.duplicate().get(octets, length, count);
      reader.feed(ByteBuffer.wrap(octets, length, count));
      length += count;
    }
    next.position(next.limit());
  }

  /** Has room for so many octets, if it may; how many there is room for. */
  private int room(int wanted) {
    int more = Math.min(MOST, Math.max(wanted, 2 * octets.length)) - octets.length;
    if (wanted > octets.length && !full) {
      if (OF_ALL.addAndGet(more) > MOST_OF_ALL) {
        OF_ALL.addAndGet(-more);
        full = true;
      } else {
        octets = Arrays.copyOf(octets, octets.length + more);
      }
    }
    return Math.min(wanted, octets.length);
  }

  /** Forgets it; what {@link #end} has given stays. Does nothing the second time. */
  public synchronized void release() {
    OF_ALL.addAndGet(-octets.length);
    octets = new byte[0];
    length = 0;
    full = true;
  }

  /** What all of them keep now, in octets. */
  static long ofAll() {
    return OF_ALL.get();
  }

  /** Octets of the whole message so far. */
  public synchronized long size() {
    return size;
  }

  /** The header, once there is no more. */
  public synchronized Sampled header(Sampled all) {
    Kept kept = new Kept(octets, Math.min(length, all.facts().headerLength()));
    FactsReader alone = new FactsReader();
    alone.feed(ByteBuffer.wrap(octets, 0, (int) kept.size()));
    return new Sampled(kept, alone.finish());
  }

  /** The beginning, once there is no more. */
  public synchronized Sampled end() {
    return new Sampled(new Kept(octets, length), reader.finish());
  }

  /** The beginning of a message, or all of it, and its facts. */
  public record Sampled(Content content, MessageFacts facts) {}

  private static final class Kept implements Content {
    private final byte[] octets;
    private final int length;

    Kept(byte[] octets, int length) {
      this.octets = octets;
      this.length = length;
    }

    @Override
    public long id() {
      return 0;
    }

    @Override
    public long size() {
      return length;
    }

    @Override
    public int read(long offset, ByteBuffer target) {
      int count = (int) Math.min(target.remaining(), length - offset);
      target.put(octets, (int) offset, count);
      return count;
    }
  }
}
