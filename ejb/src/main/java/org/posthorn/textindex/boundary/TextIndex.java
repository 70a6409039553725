package org.posthorn.textindex.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.apache.lucene.store.AlreadyClosedException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.database.Outage;
import org.posthorn.documents.boundary.DocumentText;
import org.posthorn.kernel.SteadyClock;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.TextCandidates;
import org.posthorn.mailstore.TextRanking;
import org.posthorn.mime.text.SearchText;
import org.posthorn.mime.text.WordTokens;
import org.posthorn.textindex.control.Documents;
import org.posthorn.textindex.control.IndexRun;
import org.posthorn.textindex.control.MailboxIndex;
import org.posthorn.textindex.control.OpenIndexes;
import org.posthorn.textindex.control.Trigrams;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;

/**
 * Knows where texts may stand in large mailboxes. A mailbox gets an index behind the first search
 * for text in it, and keeps it up to date while it is searched. Only makes searches quicker: what
 * is missing, broken or behind is left to them. Each server has indexes of its own.
 */
@ApplicationScoped
public class TextIndex {
  private static final System.Logger LOG = System.getLogger(TextIndex.class.getName());

  /** Of fewer messages a search is quick enough. */
  private static final int SMALL = 1_000;

  private static final int BEHIND = 64;
  private static final int MOST_WORDS = 20; // of one search
  private static final Duration IDLE = Duration.ofHours(6);

  @Inject Mailboxes mailboxes;
  @Inject ContentStore contents;
  @Inject DocumentText documents;
  @Resource ManagedExecutorService executor;

  @Inject
  @ConfigProperty(name = "posthorn.data-dir", defaultValue = "data")
  String dataDirectory;

  @Inject
  @ConfigProperty(name = "posthorn.store.min-free", defaultValue = ContentStore.MIN_FREE)
  long minFree;

  @Inject
  @ConfigProperty(name = "posthorn.text-index.documents", defaultValue = "true")
  boolean withDocuments;

  @Inject
  @ConfigProperty(name = "posthorn.text-index.max-document-size", defaultValue = "5242880")
  int largestDocument;

  private final Set<Long> waiting = new LinkedHashSet<>(); // guarded by itself
  private boolean running; // guarded by waiting
  private volatile boolean closing;
  private OpenIndexes indexes;

  @SuppressWarnings("NullAway.Init") // open() fills the field
  public TextIndex() {}

  @PostConstruct
  void open() {
    indexes = new OpenIndexes(Path.of(dataDirectory).resolve("text-index"));
  }

  /** What is known of where a text stands in a mailbox; empty when nothing is. */
  public Optional<TextCandidates> candidates(long mailbox, SearchText text) {
    int[] trigrams = Trigrams.of(text);
    return trigrams.length == 0 ? Optional.empty() : ask(mailbox, index -> index.find(trigrams));
  }

  /**
   * How well the messages of a mailbox fit words, small spelling differences tolerated; empty when
   * nothing is known.
   *
   * @param header whether they may stand in the header
   */
  public Optional<TextRanking> ranking(long mailbox, String text, boolean header) {
    List<String> words = WordTokens.of(text, MOST_WORDS).stream().distinct().toList();
    return words.isEmpty() ? Optional.empty() : ask(mailbox, index -> index.rank(words, header));
  }

  /** Asks an index. */
  private interface Question<T> {
    T of(MailboxIndex index) throws IOException;
  }

  private <T> Optional<T> ask(long mailbox, Question<T> question) {
    Optional<MailboxView> view = mailboxes.view(mailbox);
    if (view.isEmpty() || view.get().size() < SMALL) {
      return Optional.empty();
    }
    try {
      MailboxIndex index = indexes.of(mailbox);
      if (behind(index, view.get())) {
        request(mailbox);
      }
      return index.fits(view.get()) ? Optional.of(question.of(index)) : Optional.empty();
    } catch (AlreadyClosedException idle) {
      return Optional.empty();
    } catch (IOException | RuntimeException broken) {
      discard(mailbox, broken);
      return Optional.empty();
    }
  }

  /** Brings the indexes in use up to date, and closes those that nobody uses. */
  void keepUp() {
    long idle = SteadyClock.steady().millis() - IDLE.toMillis();
    for (long mailbox : indexes.opened()) {
      Optional<MailboxView> view = mailboxes.view(mailbox); // a database away breaks no index
      try {
        Optional<MailboxIndex> index = indexes.opened(mailbox);
        if (view.isEmpty() || index.isPresent() && index.get().lastUsed() < idle) {
          indexes.close(mailbox);
        } else if (index.isPresent() && behind(index.get(), view.get())) {
          request(mailbox);
        }
      } catch (Throwable broken) { // the next time it would keep the others waiting again
        discard(mailbox, broken);
      }
    }
  }

  /** Deletes the indexes of mailboxes that are gone. */
  void sweep() {
    try {
      for (long mailbox : indexes.all()) {
        if (!mailboxes.exists(mailbox)) {
          indexes.delete(mailbox);
        }
      }
    } catch (IOException | RuntimeException e) {
      Outage.tell(LOG, System.Logger.Level.WARNING, "event=text-index-sweep-failed", e);
    }
  }

  private static boolean behind(MailboxIndex index, MailboxView view) throws IOException {
    int at = view.indexOf(index.mark().below());
    return !index.fits(view) || view.size() - (at >= 0 ? at : -at - 1) >= BEHIND;
  }

  private void discard(long mailbox, Throwable broken) {
    Failures.tell(
        LOG,
        System.Logger.Level.WARNING,
        "event=text-index-broken mailbox=" + mailbox + " action=made-anew",
        broken);
    try {
      indexes.delete(mailbox);
    } catch (Throwable e) { // whoever searches reads the messages then
      Failures.tell(
          LOG, System.Logger.Level.WARNING, "event=text-index-not-deleted mailbox=" + mailbox, e);
    }
  }

  private void request(long mailbox) {
    synchronized (waiting) {
      waiting.add(mailbox);
      if (running || closing) {
        return;
      }
      running = true;
    }
    try {
      Background.execute(executor, "text-index", this::work);
    } catch (RejectedExecutionException | Error noThread) {
      synchronized (waiting) {
        running = false;
      }
    }
  }

  private void work() {
    for (Long next = next(); next != null; next = next()) {
      try {
        catchUp(next);
      } catch (Throwable e) { // the other mailboxes wait for this thread
        discard(next, e);
      }
    }
  }

  private @Nullable Long next() {
    synchronized (waiting) {
      if (waiting.isEmpty() || closing) {
        running = false;
        return null;
      }
      Long first = waiting.iterator().next();
      waiting.remove(first);
      return first;
    }
  }

  private void catchUp(long mailbox) throws IOException {
    Optional<MailboxView> view = mailboxes.view(mailbox);
    if (view.isEmpty() || indexes.usable() < 2 * minFree) {
      return;
    }
    if (!indexes.of(mailbox).fits(view.get())) {
      indexes.delete(mailbox);
    }
    long began = System.nanoTime();
    Documents wanted = new Documents(documents, withDocuments ? largestDocument : 0);
    IndexRun run = new IndexRun(contents, wanted, () -> closing);
    int added = run.catchUp(indexes.of(mailbox), view.get());
    LOG.log(
        added < SMALL ? System.Logger.Level.DEBUG : System.Logger.Level.INFO,
        "event=text-indexed mailbox={0} messages={1} ms={2}",
        Long.toString(mailbox),
        Integer.toString(added),
        Long.toString((System.nanoTime() - began) / 1_000_000));
  }

  @PreDestroy
  void close() {
    closing = true;
    indexes.close();
  }
}
