package org.posthorn.textindex.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.posthorn.kernel.SteadyClock;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.TextCandidates;
import org.posthorn.mailstore.TextRanking;

/**
 * The index of one mailbox: the trigrams and words of its messages up to a UID. Messages that were
 * expunged stay in it until it is made anew. Thread-safe for readers beside one writer.
 */
public final class MailboxIndex implements AutoCloseable {
  private static final int MOST_TERMS = 48; // of one search; more find hardly fewer

  private final Directory directory;
  private volatile DirectoryReader reader; // of the last commit
  private volatile long lastUsed = SteadyClock.steady().millis();
  private volatile boolean closed;

  /** Opens the index in a directory, or makes an empty one. */
  public MailboxIndex(Path path) throws IOException {
    directory = FSDirectory.open(path);
    try {
      if (!DirectoryReader.indexExists(directory)) {
        try (IndexWriter writer = writer()) {
          writer.commit();
        }
      }
      reader = DirectoryReader.open(directory);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Whether it is of this mailbox as it is now, and not mostly of messages that are gone. */
  public boolean fits(MailboxView view) throws IOException {
    IndexMark mark = mark();
    return mark.isStart()
        || mark.uidValidity() == view.uidValidity()
            && mark.below() <= view.uidNext()
            && reader.numDocs() / 4 <= view.size() + 1000;
  }

  /** How far it goes. */
  public IndexMark mark() throws IOException {
    return IndexMark.of(reader.getIndexCommit());
  }

  /** Tells of its last use, in milliseconds of {@link SteadyClock}. */
  public long lastUsed() {
    return lastUsed;
  }

  /**
   * The messages that may have a text.
   *
   * @param trigrams of the text, at least one
   */
  public TextCandidates find(int[] trigrams) throws IOException {
    lastUsed = SteadyClock.steady().millis();
    DirectoryReader current = acquire();
    try {
      IndexSearcher searcher = new IndexSearcher(current);
      searcher.setQueryCache(null); // texts are rarely asked for twice
      UidSet found = searcher.search(query(trigrams), new UidCollector.Manager());
      return new TextCandidates(IndexMark.of(current.getIndexCommit()).below(), found);
    } finally {
      current.decRef();
    }
  }

  /**
   * How well messages fit words.
   *
   * @param words folded, at least one
   * @param header whether they may stand in the header
   */
  public TextRanking rank(List<String> words, boolean header) throws IOException {
    lastUsed = SteadyClock.steady().millis();
    DirectoryReader current = acquire();
    try {
      IndexSearcher searcher = new IndexSearcher(current);
      searcher.setQueryCache(null);
      long below = IndexMark.of(current.getIndexCommit()).below();
      return searcher.search(WordQuery.of(words, header), new RankCollector.Manager(below));
    } finally {
      current.decRef();
    }
  }

  private static Query query(int[] trigrams) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    int step = 1 + (trigrams.length - 1) / MOST_TERMS;
    for (int i = 0; i < trigrams.length; i += step) {
      Term term = new Term(IndexRun.TEXT, TrigramStream.term(trigrams[i]));
      all.add(new TermQuery(term), Occur.FILTER);
    }
    return new BooleanQuery.Builder()
        .add(all.build(), Occur.SHOULD)
        .add(new TermQuery(new Term(IndexRun.TEXT, TrigramStream.ANY)), Occur.SHOULD)
        .build();
  }

  private DirectoryReader acquire() {
    while (true) {
      DirectoryReader current = reader;
      if (current.tryIncRef()) {
        return current;
      }
      if (closed) {
        throw new AlreadyClosedException("closed");
      }
      Thread.onSpinWait(); // a newer one is about to be there
    }
  }

  /** What adds messages. */
  IndexWriter writer() throws IOException {
    IndexWriterConfig config = new IndexWriterConfig();
    config.setMergePolicy(new LogDocMergePolicy()); // keeps the order of UIDs
    config.setMergeScheduler(new SerialMergeScheduler());
    config.setRAMBufferSizeMB(32);
    config.setCommitOnClose(false); // what has no mark yet would be added once more
    return new IndexWriter(directory, config);
  }

  /** Makes durable what a writer has added, and shows it to searches. */
  void commit(IndexWriter writer, IndexMark mark) throws IOException {
    Map<String, String> data = mark.data();
    writer.setLiveCommitData(data.entrySet());
    writer.commit();
    DirectoryReader before = reader;
    DirectoryReader newer = DirectoryReader.openIfChanged(before, latest());
    if (newer != null) {
      reader = newer;
      before.decRef();
    }
  }

  private IndexCommit latest() throws IOException {
    var commits = DirectoryReader.listCommits(directory);
    return commits.get(commits.size() - 1);
  }

  @Override
  public void close() {
    closed = true;
    IOUtils.closeWhileHandlingException(reader, directory); // nothing is lost: all is committed
  }
}
