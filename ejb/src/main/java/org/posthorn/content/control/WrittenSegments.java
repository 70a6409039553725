package org.posthorn.content.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.content.control.SegmentInspection.Torn;
import org.posthorn.kernel.DataFiles;

/**
 * Notes to which segments this server writes. The note is there after a crash only; then the next
 * start looks at their ends and says what was dropped.
 */
public final class WrittenSegments {
  private static final System.Logger LOG = System.getLogger(WrittenSegments.class.getName());
  private static final int MOST = 4; // the last ones: those before were synced long ago

  private final Path note;
  private final Path directory;
  private final List<Integer> numbers = new ArrayList<>(); // guarded by this

  /** Those in a directory. */
  public WrittenSegments(Path note, Path directory) {
    this.note = note;
    this.directory = directory;
  }

  /** Says what a crash has left. */
  public void tell() {
    try {
      if (Files.exists(note)) {
        for (String number : Files.readAllLines(note)) {
          tell(Integer.parseInt(number));
        }
        Files.deleteIfExists(note);
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "event=content-tail-not-looked-at", e);
    }
  }

  private void tell(int number) throws IOException {
    SegmentInspection inspection = new SegmentInspection(directory, number);
    if (!inspection.exists()) {
      return; // freed, or never begun
    }
    for (Torn torn : inspection.lookAtEnd()) {
      LOG.log(
          torn.behind() ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
          "event={0} file={1} offset={2} octets={3} {4}",
          torn.behind() ? "content-torn" : "content-tail-dropped",
          "%08x.seg".formatted(number),
          Long.toString(torn.offset()),
          Long.toString(torn.octets()),
          torn.behind()
              ? "advice=\"java -jar posthorn.jar check says whether a message is missing\""
              : "acknowledged=none");
    }
  }

  /** A segment is begun. */
  synchronized void add(int number) {
    numbers.add(number);
    if (numbers.size() > MOST) {
      numbers.remove(0);
    }
    StringBuilder lines = new StringBuilder();
    numbers.forEach(each -> lines.append(each).append('\n'));
    try {
      DataFiles.replace(note, lines.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) { // mail is taken nevertheless; after a crash less would be told
      LOG.log(System.Logger.Level.WARNING, "event=segment-not-noted cause={0}", e.toString());
    }
  }

  /** All is written and synced. */
  public synchronized void close() {
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "event=note-not-deleted", e);
    }
  }
}
