package org.posthorn.broker.ra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.kernel.DataFiles;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;

/**
 * Makes the names of a journal's files durable. The broker renames a new file without a sync of the
 * directory, but does so one file of 10 MiB ahead of its use; so what looks often enough is there
 * before the first record.
 */
final class JournalNames implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JournalNames.class.getName());

  /** Of the clock of files: two changes within it may look like one. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final List<Path> directories;
  private final Map<Path, FileTime> synced = new HashMap<>(); // the thread's, after the start
  private final Thread thread = Background.thread("posthorn-journal-names", this::watch);

  JournalNames(List<Path> directories) {
    this.directories = List.copyOf(directories);
  }

  /** Syncs what there is and goes on to do so. */
  void start() throws IOException {
    sync();
    thread.start();
  }

  /** What its thread does until it is interrupted. */
  void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(PAUSE.toMillis());
        sync();
      } catch (InterruptedException e) {
        return; // closed
      } catch (Throwable e) { // the next look may work
        Failures.tell(LOG, System.Logger.Level.WARNING, "event=journal-names-not-synced", e);
      }
    }
  }

  private void sync() throws IOException {
    for (Path directory : directories) {
      FileTime changed = Files.getLastModifiedTime(directory);
      if (!changed.equals(synced.get(directory))) {
        DataFiles.sync(directory);
        if (System.currentTimeMillis() - changed.toMillis() > TICK.toMillis()) {
          synced.put(directory, changed); // of before: a change meanwhile is seen the next time
        }
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
