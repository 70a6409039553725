package org.posthorn.textindex.control;

import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.posthorn.kernel.UidSet;

/** Gathers the UIDs of what a search finds. */
final class UidCollector extends SimpleCollector {
  private final UidSet.Builder uids = UidSet.builder();
  private NumericDocValues column = DocValues.emptyNumeric();

  @Override
  protected void doSetNextReader(LeafReaderContext segment) throws IOException {
    column = DocValues.getNumeric(segment.reader(), IndexRun.UID);
  }

  @Override
  public void collect(int document) throws IOException {
    if (column.advanceExact(document)) {
      uids.add(column.longValue());
    }
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }

  /** Gathers from all parts of an index. */
  static final class Manager implements CollectorManager<UidCollector, UidSet> {
    @Override
    public UidCollector newCollector() {
      return new UidCollector();
    }

    @Override
    public UidSet reduce(Collection<UidCollector> parts) {
      return parts.stream().map(part -> part.uids.build()).reduce(UidSet.EMPTY, UidSet::union);
    }
  }
}
