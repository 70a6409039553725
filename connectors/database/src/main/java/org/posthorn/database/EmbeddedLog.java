package org.posthorn.database;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of the embedded database at the start after a crash. By itself HSQLDB replays it up to
 * the first line that it cannot read, and deletes the rest without a word.
 */
final class EmbeddedLog {
  private static final System.Logger LOG = System.getLogger(EmbeddedLog.class.getName());
  private static final String FILES = "jdbc:hsqldb:file:";
  private static final Pattern LINE = Pattern.compile("line: (\\d+)");
  private static final int LOG_ERROR = -472; // org.hsqldb.error.ErrorCode.ERROR_IN_LOG_FILE

  /** Fails where the log has a line that cannot be read. */
  static final String STRICT = ";hsqldb.full_log_replay=true";

  private final Path file;

  private EmbeddedLog(Path file) {
    this.file = file;
  }

  /** That of a database in files; empty for another. */
  static Optional<EmbeddedLog> of(String url) {
    return url.startsWith(FILES)
        ? Optional.of(
            new EmbeddedLog(Path.of(url.substring(FILES.length()).split(";")[0] + ".log")))
        : Optional.empty();
  }

  /** Tells how much of a last line there is that never got its end: HSQLDB passes over that. */
  void tellTorn() {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long end = log.length();
      long at = end;
      for (int octet = -1; at > 0 && octet != '\n'; ) {
        log.seek(--at);
        octet = log.read();
        at += octet == '\n' ? 1 : 0;
      }
      if (at < end) {
        LOG.log(
            System.Logger.Level.WARNING,
            "event=database-log-torn dropped-octets={0} commits=0",
            Long.toString(end - at));
      }
    } catch (FileNotFoundException none) {
      LOG.log(System.Logger.Level.DEBUG, "event=database-log-none");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a failure to open the database is about a line of the log. */
  static boolean isMeant(SQLException failure) {
    return failure.getErrorCode() == LOG_ERROR;
  }

  /**
   * Decides about a log with a line that cannot be read: what is behind it may be dropped when no
   * commit is there, for then it was promised to nobody. A copy of the log is kept.
   *
   * @throws SQLException when committed work would be dropped
   */
  void accept(SQLException failure) throws SQLException {
    Matcher line = LINE.matcher(String.valueOf(failure.getMessage()));
    long number = line.find() ? Long.parseLong(line.group(1)) : 1;
    try {
      Tail tail = tail(number);
      Path kept = keep();
      if (tail.commits() > 0) {
        LOG.log(
            System.Logger.Level.ERROR,
            "event=database-log-damaged line={0} commits-behind={1} octets-behind={2} kept={3}"
                + " answered=not-started advice=\"restore db/ from a backup; docs/operate.md says how"
                + " to go on without them\"",
            Long.toString(number),
            Long.toString(tail.commits()),
            Long.toString(tail.octets()),
            kept);
        throw new SQLException(
            "line "
                + number
                + " of the log of the embedded database is damaged; behind it are "
                + tail.commits()
                + " commits, which would be lost",
            failure);
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "event=database-log-torn line={0} dropped-octets={1} commits=0 kept={2}",
          Long.toString(number),
          Long.toString(tail.octets()),
          kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is at a line and behind it. */
  private record Tail(long octets, long commits) {}

  private Tail tail(long number) throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long at = 1;
      long start = 0;
      long commits = 0;
      byte[] piece = new byte[1 << 16];
      StringBuilder line = new StringBuilder();
      for (int count = log.read(piece); count > 0; count = log.read(piece)) {
        for (int i = 0; i < count; i++) {
          if (at < number) {
            start++;
          }
          if (piece[i] != '\n') {
            if (at >= number && line.length() < 40) {
              line.append((char) (piece[i] & 0x7f));
            }
            continue;
          }
          commits += at >= number && isCommit(line) ? 1 : 0;
          line.setLength(0);
          at++;
        }
      }
      return new Tail(log.length() - start, commits);
    }
  }

  private static boolean isCommit(CharSequence line) {
    return line.toString().replaceFirst("^/\\*C\\d+\\*/", "").equals("COMMIT");
  }

  private Path keep() throws IOException {
    Path kept = file.resolveSibling(file.getFileName() + ".damaged");
    if (Files.notExists(kept)) {
      Files.copy(file, kept, StandardCopyOption.COPY_ATTRIBUTES);
    }
    return kept;
  }
}
