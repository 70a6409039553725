package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.kernel.DataFiles;
import org.posthorn.mailstore.MailboxView;

/**
 * Notes which large mailboxes are in memory, and loads them at the next start, before clients come:
 * most of these want what they had. The note is a file of mailbox ids, the largest first; without
 * it, or with a wrong one, the first who wants a mailbox waits for it.
 */
@ApplicationScoped
public class Preload {
  private static final System.Logger LOG = System.getLogger(Preload.class.getName());
  private static final int LARGE = 1_000;
  private static final int MOST = 10_000;

  @Inject Views views;

  @Inject
  @ConfigProperty(name = "posthorn.data-dir", defaultValue = "data")
  String dataDirectory;

  private List<Long> noted = List.of();

  /** Notes what is in memory now. */
  public synchronized void note() {
    List<Long> large = views.large(LARGE);
    List<Long> now = large.subList(0, Math.min(MOST, large.size()));
    if (now.equals(noted)) {
      return;
    }
    try {
      String lines = now.stream().map(id -> id + "\n").collect(Collectors.joining());
      DataFiles.replace(file("preload"), lines.getBytes(StandardCharsets.US_ASCII));
      noted = now;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "event=preload-not-noted cause={0}", e.toString());
    }
  }

  /** Loads what was noted, as far as the time allows; tells how many messages that were. */
  public long load(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    long messages = 0;
    try {
      for (String line :
          Files.exists(file("preload")) ? Files.readAllLines(file("preload")) : List.<String>of()) {
        if (System.nanoTime() >= end) {
          break;
        }
        messages += views.current(Long.parseLong(line)).map(MailboxView::size).orElse(0);
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "event=preload-failed cause={0}", e.toString());
    }
    return messages;
  }

  private Path file(String name) {
    return Path.of(dataDirectory).resolve(name);
  }
}
