package org.posthorn.imap;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.kernel.ContentGone;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessageHead;
import org.posthorn.mime.ThreadRoots;
import org.posthorn.testkit.MemoryContent;

/** The octets of {@link FakeStore}, some of which can be damaged. */
final class FakeContents {
  private final ThreadRoots threads = new ThreadRoots(1 << 10);
  private final Map<Long, MemoryContent> contents = new HashMap<>();
  private final Set<Long> damaged = new HashSet<>();
  private final Set<Long> knownDamaged = new HashSet<>();
  private final List<Long> lost = new ArrayList<>();
  private long next = 1;

  synchronized MemoryContent keep(byte[] octets) {
    MemoryContent content = new MemoryContent(next++, octets);
    contents.put(content.id(), content);
    return content;
  }

  /** Frees octets, as long after an expunge. */
  synchronized void free(long id) {
    contents.remove(id);
  }

  /** The last octet is wrong from now on, as its checksum tells. */
  synchronized void damage(long id) {
    damaged.add(id);
  }

  synchronized void lost(long id) {
    lost.add(id);
  }

  /** The contents of which operators were told that they are not there. */
  List<Long> lost() {
    return lost;
  }

  synchronized MemoryContent message(long id) {
    return Optional.ofNullable(contents.get(id)).orElseThrow(() -> new ContentGone(id));
  }

  synchronized Content content(long id) {
    MemoryContent whole = message(id);
    return damaged.contains(id) ? new DamagedContent(whole) : whole;
  }

  synchronized MessageFacts facts(long id) {
    FactsReader reader = new FactsReader(threads);
    reader.feed(ByteBuffer.wrap(message(id).octets()));
    return reader.finish();
  }

  synchronized MessageHead head(long id) {
    MessageFacts facts = facts(id);
    byte[] header = new byte[facts.headerLength()];
    content(id).read(0, ByteBuffer.wrap(header));
    boolean few = header.length <= MessageHead.MOST_OCTETS;
    return few ? MessageHead.of(facts, header) : MessageHead.of(facts);
  }

  /** As the store gives it: the last octets are held back, and then it is known. */
  private final class DamagedContent implements Content {
    private final MemoryContent whole;

    DamagedContent(MemoryContent whole) {
      this.whole = whole;
    }

    @Override
    public long id() {
      return whole.id();
    }

    @Override
    public long size() {
      return whole.size();
    }

    @Override
    public int read(long offset, ByteBuffer target) {
      if (offset + target.remaining() >= size()) {
        knownDamaged.add(id());
        throw new ContentDamaged(id(), "a wrong checksum");
      }
      return whole.read(offset, target);
    }

    @Override
    public void requireReadable() {
      if (knownDamaged.contains(id())) {
        throw new ContentDamaged(id(), "a wrong checksum");
      }
    }
  }
}
