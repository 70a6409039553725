package org.posthorn.sweep.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.Arrays;

/** Which records of a segment were referred to in any mark since a moment. */
@Entity
@Table(name = "content_mark")
@NamedQuery(name = SegmentMark.ALL, query = "select m.segment from SegmentMark m")
public class SegmentMark {
  /** The numbers of all segments of which something is noted. */
  public static final String ALL = "SegmentMark.all";

  private static final long UNKNOWN = -1;

  @Id private int segment;
  private long since;
  private byte[] offsets;
  private long stored;
  private long live = UNKNOWN;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected SegmentMark() {}

  /** A segment that is marked for the first time. */
  public SegmentMark(int segment, long since, int[] offsets, long length) {
    this.segment = segment;
    this.since = since;
    this.offsets = OffsetCodec.encode(offsets);
    this.stored = length;
  }

  /** When the first of the marks was, in milliseconds since 1970. */
  public long since() {
    return since;
  }

  /** Where the records begin, ascending. */
  public int[] offsets() {
    return OffsetCodec.decode(offsets);
  }

  /** Another mark has found these records and what was known before. */
  public void grown(int[] all) {
    offsets = OffsetCodec.encode(all);
    live = UNKNOWN;
  }

  /** A new time begins with a mark that found these records. */
  public void beginAgain(long moment, int[] found) {
    since = moment;
    byte[] now = OffsetCodec.encode(found);
    if (!Arrays.equals(offsets, now)) {
      offsets = now;
      live = UNKNOWN;
    }
  }

  /** What the records that are kept take of the disk. */
  public void measured(long octets) {
    live = octets;
  }

  /** The file takes so many octets of the disk now. */
  public void rewritten(long octets) {
    stored = octets;
    live = octets;
  }

  /** Octets that the file takes of the disk. */
  public long stored() {
    return stored;
  }

  /** Octets that the records take, stored ones as long as nobody has looked. */
  public long live() {
    return live == UNKNOWN ? stored : Math.min(live, stored);
  }

  /** Whether anybody has looked what the records take. */
  public boolean isMeasured() {
    return live != UNKNOWN;
  }
}
