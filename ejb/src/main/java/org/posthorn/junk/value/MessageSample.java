package org.posthorn.junk.value;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.posthorn.kernel.Content;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MessageFacts;

/**
 * The beginning of a message, kept while it comes: enough to judge what it says. For one thread at
 * a time.
 */
public final class MessageSample {
  /** As many octets are kept. */
  public static final int MOST = 128 * 1024;

  private final FactsReader reader = new FactsReader();
  private byte[] octets = new byte[0];
  private int length;
  private long size;

  /** Takes the next octets. */
  public void add(ByteBuffer next) {
    size += next.remaining();
    int count = Math.min(next.remaining(), MOST - length);
    if (count > 0) {
      if (octets.length < length + count) {
        octets = Arrays.copyOf(octets, Math.min(MOST, Math.max(length + count, 2 * octets.length)));
      }
      next.duplicate().get(octets, length, count);
      reader.feed(ByteBuffer.wrap(octets, length, count));
      length += count;
    }
    next.position(next.limit());
  }

  /** Octets of the whole message so far. */
  public long size() {
    return size;
  }

  /** The header, once there is no more. */
  public Sampled header(Sampled all) {
    Kept kept = new Kept(octets, Math.min(length, all.facts().headerLength()));
    FactsReader alone = new FactsReader();
    alone.feed(ByteBuffer.wrap(octets, 0, (int) kept.size()));
    return new Sampled(kept, alone.finish());
  }

  /** The beginning, once there is no more. */
  public Sampled end() {
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
