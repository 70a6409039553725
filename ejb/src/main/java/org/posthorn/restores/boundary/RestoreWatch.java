package org.posthorn.restores.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.DataFiles;
import org.posthorn.mailboxes.boundary.RestoredMailboxes;
import org.posthorn.nodes.boundary.Nodes;
import org.posthorn.restores.control.MarkFiles;
import org.posthorn.restores.control.MarkRows;
import org.posthorn.restores.entity.ServerMark;
import org.posthorn.transactions.boundary.PeriodicTask;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Notices at the start that the database has gone back to an earlier state than the content, or is
 * told so by a file {@code restored} in the data directory, and then gives all mailboxes a new
 * UIDVALIDITY: UIDs would be given again that clients know. Each server counts a mark up every
 * minute, first in the database and then in a file beside the messages, so a file is never ahead of
 * the database that goes on. RFC 9051 §2.3.1.1.
 *
 * <p>By the same marks servers see that they do not share their content, though they should.
 */
@Startup
@Singleton
@DependsOn("Nodes")
@TransactionManagement(TransactionManagementType.BEAN)
@Lock(LockType.READ) // nobody who asks waits for a database that is away
public class RestoreWatch {
  private static final System.Logger LOG = System.getLogger(RestoreWatch.class.getName());

  /** So much later than any other a server is taken for stopped. */
  private static final Duration ALIVE = Duration.ofMinutes(3);

  /** More than a server counts in its life. */
  private static final long FAR = 1L << 32;

  /** So many marks a common directory may be late. */
  private static final long LATE = 3;

  private final PeriodicTask counting = new PeriodicTask("count-server-mark");

  @Inject Nodes nodes;
  @Inject Transactions transactions;
  @Inject MarkRows rows;
  @Inject ContentStore contents;
  @Inject RestoredMailboxes mailboxes;

  @Inject
  @ConfigProperty(name = "posthorn.data-dir", defaultValue = "data")
  String dataDirectory;

  @Inject
  @ConfigProperty(name = "posthorn.store.shared", defaultValue = "false")
  boolean shared;

  private volatile long self; // its number at the start: it may get another one as it runs
  private volatile long last; // mark of this server
  private volatile boolean back; // the database went back while this server ran
  private volatile boolean apart;

  @PostConstruct
  void start() {
    self = nodes.self();
    Path data = Path.of(dataDirectory);
    Path word = data.resolve("restored");
    boolean told = Files.exists(word);
    Map<Long, Long> files = files().read();
    boolean restored = transactions.call(() -> looked(files, told));
    if (restored) {
      contents.skipSegments();
    }
    if (told) {
      delete(word, data);
    }
    advance();
    forget();
    List<Long> missing = shared ? missing() : List.of();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "content/ is not shared: another server of this database runs (node "
              + missing.get(0)
              + "), and its mark is not in "
              + contents.marks()
              + ". Mount the common directory there, or set posthorn.store.content-dir");
    }
  }

  private MarkFiles files() {
    return new MarkFiles(contents.marks());
  }

  private boolean looked(Map<Long, Long> files, boolean told) {
    rows.lock();
    Map<Long, Long> known =
        rows.all().stream().collect(Collectors.toMap(ServerMark::nodeId, ServerMark::mark));
    boolean older =
        files.entrySet().stream()
            .anyMatch(file -> file.getValue() > known.getOrDefault(file.getKey(), 0L));
    if (!older && !told) {
      return false;
    }
    int count = mailboxes.renumber(rows.countRestore());
    rows.raise(files);
    LOG.log(
        System.Logger.Level.WARNING,
        "event=restore-noticed cause={0} mailboxes-with-new-uidvalidity={1}",
        older ? "database-older-than-content" : "told",
        Integer.toString(count));
    return true;
  }

  /**
   * Each start has a mark of its own: those of servers of which nothing is known any more go. The
   * file goes first, for one without a row tells of a restore.
   */
  private void forget() {
    for (ServerMark mark : transactions.call(rows::all)) {
      if (mark.nodeId() != self && !nodes.knows(mark.nodeId())) {
        files().delete(mark.nodeId());
        transactions.run(() -> rows.delete(mark.nodeId()));
      }
    }
  }

  private static void delete(Path word, Path directory) {
    try {
      Files.deleteIfExists(word);
      DataFiles.sync(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every minute: a crash and a restore of that minute stay unseen. */
  @Schedule(hour = "*", minute = "*", second = "17", persistent = false)
  public void count() {
    counting.run(
        () -> {
          advance();
          if (shared) {
            lookForOthers();
          }
        });
  }

  private void advance() {
    if (back) {
      return; // until the next start
    }
    long mark = transactions.call(() -> rows.advance(self).mark());
    back = mark <= last;
    if (back) {
      LOG.log(
          System.Logger.Level.ERROR,
          "event=database-went-back advice=\"the database was restored while this server ran: stop"
              + " all servers, then start them\"");
    }
    last = back ? last + FAR : mark; // the database may have caught up by then
    files().write(self, last);
  }

  private void lookForOthers() {
    List<Long> missing = missing();
    if (!missing.isEmpty() && !apart) {
      LOG.log(
          System.Logger.Level.ERROR,
          "event=content-not-shared missing-nodes={0} directory={1}",
          missing,
          contents.marks());
    }
    apart = !missing.isEmpty();
  }

  /** Servers that run, by the database, and whose marks are not where this one has its own. */
  private List<Long> missing() {
    List<ServerMark> all = transactions.call(rows::all);
    ServerMark own = all.stream().filter(mark -> mark.nodeId() == self).findAny().orElseThrow();
    Map<Long, Long> seen = files().read();
    return all.stream()
        .filter(mark -> mark.nodeId() != self && mark.isAbout(ALIVE, own))
        .filter(mark -> seen.getOrDefault(mark.nodeId(), 0L) < mark.mark() - LATE)
        .map(ServerMark::nodeId)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  /** Whether another server runs whose messages are not where this one looks for them. */
  public boolean apart() {
    return apart;
  }

  @PreDestroy
  void stop() {
    try {
      advance();
    } catch (RuntimeException late) { // what it needs may be gone already
      LOG.log(System.Logger.Level.DEBUG, "event=server-mark-not-counted", late);
    }
  }
}
