package org.posthorn.imap.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.command.FetchItem.Attribute;
import org.posthorn.imap.command.FetchItem.DecodedSize;
import org.posthorn.imap.command.FetchItem.Octets;
import org.posthorn.imap.command.SectionSpec;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.Keywords;

/** How to write the items of a FETCH. */
final class FetchPlan {
  private static final Set<Attribute> FROM_FACTS =
      Set.of(
          Attribute.ENVELOPE,
          Attribute.BODY,
          Attribute.BODYSTRUCTURE,
          Attribute.PREVIEW,
          Attribute.THREADID);
  private static final int BATCH = 256;
  private static final int BATCH_WITH_HEADERS = 64;
  private static final int BATCH_BESIDE_CONTENT = 16; // waits in memory while content is sent

  private final ItemWriter[] writers;
  private final List<FetchItem> items;
  private final int headsBatch;
  private final boolean headers;
  private final boolean needsContent;

  private FetchPlan(
      List<FetchItem> items,
      ItemWriter[] writers,
      int headsBatch,
      boolean headers,
      boolean needsContent) {
    this.items = items;
    this.writers = writers;
    this.headsBatch = headsBatch;
    this.headers = headers;
    this.needsContent = needsContent;
  }

  static FetchPlan of(List<FetchItem> items, Keywords keywords, UidSet recent) {
    AttributeWriters attributes = new AttributeWriters(keywords, recent);
    ItemWriter[] writers = new ItemWriter[items.size()];
    boolean facts = false;
    boolean headers = false;
    boolean content = false;
    for (int i = 0; i < writers.length; i++) {
      FetchItem item = items.get(i);
      writers[i] = writer(item, attributes);
      facts |= needsFacts(item);
      headers |= isHeader(item);
      content |= needsContent(item);
    }
    int batch = content ? BATCH_BESIDE_CONTENT : headers ? BATCH_WITH_HEADERS : BATCH;
    return new FetchPlan(items, writers, facts ? batch : 0, headers, content);
  }

  private static boolean needsContent(FetchItem item) {
    return !(item instanceof Attribute) && !isHeader(item);
  }

  private static boolean isHeader(FetchItem item) {
    return item instanceof Octets octets
        && !octets.decoded()
        && SectionFinder.isHeader(octets.section());
  }

  private static ItemWriter writer(FetchItem item, AttributeWriters attributes) {
    if (item instanceof Attribute attribute) {
      return attributes.of(attribute);
    }
    if (item instanceof DecodedSize size) {
      return new DecodedWriter(size.label(), size.section(), Optional.empty(), true);
    }
    Octets octets = (Octets) item;
    return octets.decoded()
        ? new DecodedWriter(octets.label(), octets.section(), octets.partial(), false)
        : new OctetsWriter(octets);
  }

  private static boolean needsFacts(FetchItem item) {
    if (item instanceof Attribute attribute) {
      return FROM_FACTS.contains(attribute);
    }
    SectionSpec section =
        item instanceof Octets octets ? octets.section() : ((DecodedSize) item).section();
    return !SectionFinder.isWhole(section);
  }

  /** The writers, in order. */
  ItemWriter[] writers() {
    return writers;
  }

  /** The writers that can do without what a message has lost. */
  ItemWriter[] writersWithout(boolean facts, boolean content) {
    List<ItemWriter> rest = new ArrayList<>();
    for (int i = 0; i < writers.length; i++) {
      FetchItem item = items.get(i);
      boolean octets = needsContent(item) || isHeader(item);
      if (!(facts && needsFacts(item)) && !(content && octets)) {
        rest.add(writers[i]);
      }
    }
    return rest.toArray(ItemWriter[]::new);
  }

  /** Of how many messages to get the facts at a time; 0 when none are needed. */
  int headsBatch() {
    return headsBatch;
  }

  /** Whether to get the headers, too. */
  boolean headers() {
    return headers;
  }

  /** Whether octets of the messages may be needed, besides headers. */
  boolean needsContent() {
    return needsContent;
  }
}
