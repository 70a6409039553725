package org.posthorn.textindex.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.posthorn.mailstore.TextRanking;

/** Gathers the UIDs of what a search finds, and how well each fits compared with the best. */
final class RankCollector extends SimpleCollector {
  private final List<Hit> hits = new ArrayList<>();
  private NumericDocValues column = DocValues.emptyNumeric();
  private Scorable scorer = new Nobody();

  private record Hit(long uid, float score) {}

  private static final class Nobody extends Scorable {
    @Override
    public float score() {
      return 0;
    }

    @Override
    public int docID() {
      return -1;
    }
  }

  @Override
  protected void doSetNextReader(LeafReaderContext segment) throws IOException {
    column = DocValues.getNumeric(segment.reader(), IndexRun.UID);
  }

  @Override
  public void setScorer(Scorable of) {
    scorer = of;
  }

  @Override
  public void collect(int document) throws IOException {
    if (column.advanceExact(document)) {
      hits.add(new Hit(column.longValue(), scorer.score()));
    }
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE;
  }

  /** Gathers from all parts of an index, which knows messages below a UID. */
  record Manager(long below) implements CollectorManager<RankCollector, TextRanking> {
    @Override
    public RankCollector newCollector() {
      return new RankCollector();
    }

    @Override
    public TextRanking reduce(Collection<RankCollector> parts) {
      List<Hit> all =
          parts.stream()
              .flatMap(part -> part.hits.stream())
              .sorted(Comparator.comparingLong(Hit::uid))
              .toList();
      double best = all.stream().mapToDouble(Hit::score).max().orElse(1);
      long[] uids = new long[all.size()];
      byte[] scores = new byte[uids.length];
      for (int i = 0; i < uids.length; i++) {
        uids[i] = all.get(i).uid();
        scores[i] = (byte) Math.max(1, Math.round(100 * all.get(i).score() / best));
      }
      return new TextRanking(below, uids, scores);
    }
  }
}
