package org.posthorn.content.boundary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.posthorn.content.control.SegmentInspection;
import org.posthorn.content.control.SegmentInspection.Finding;
import org.posthorn.content.control.SegmentInspection.Torn;

/** Looks at each record of a content directory that no server uses. Changes nothing. */
public final class ContentInspection {
  private final Path directory;

  /** Of a directory with segments. */
  public ContentInspection(Path directory) {
    this.directory = directory;
  }

  /** Hears of each record. */
  public interface Findings {
    /** A record was looked at: its content id, whether it is referred to, what is wrong or "". */
    void record(long id, boolean referred, String wrong);

    /** Octets are no record, and nobody refers to them. */
    void torn(int segment, long offset, long octets, boolean behind);
  }

  /**
   * Reads all records and compares their checksums.
   *
   * @param referred the content ids to which somebody refers, ascending; those that are not there
   *     are findings too
   * @param progress hears of the number of each segment before it is read
   */
  public void look(long[] referred, Findings findings, IntConsumer progress) throws IOException {
    int[] present = SegmentInspection.numbers(directory);
    for (long id : referred) {
      if (Arrays.binarySearch(present, (int) (id >>> 32)) < 0) {
        findings.record(id, true, "no segment");
      }
    }
    for (int number : present) {
      progress.accept(number);
      long[] here =
          Arrays.copyOfRange(referred, first(referred, number), first(referred, number + 1));
      SegmentInspection segment = new SegmentInspection(directory, number);
      for (Finding finding : segment.look(here)) {
        findings.record(finding.id(), finding.referred(), finding.wrong());
      }
      for (Torn torn : segment.torn()) {
        findings.torn(number, torn.offset(), torn.octets(), torn.behind());
      }
    }
  }

  /** The index of the first id of a segment or a later one. */
  private static int first(long[] ascending, int segment) {
    int found = Arrays.binarySearch(ascending, (long) segment << 32);
    return found < 0 ? -found - 1 : found;
  }
}
