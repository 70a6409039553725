package org.posthorn.imap.command;

/**
 * Some of the results by their positions: from 1 at the first, or from -1 at the last. RFC 9394
 * §3.1.
 *
 * @param first one end, as the client wrote it; not 0
 * @param last the other end, of the same sign
 */
public record PartialRange(long first, long last) {

  /** How many positions it has. */
  public long length() {
    return Math.abs(last - first) + 1;
  }

  /** The first position in so many results, from 0; not larger than {@link #to}. */
  public int from(int count) {
    long from = first > 0 ? Math.min(first, last) - 1 : count + Math.min(first, last);
    return (int) Math.max(0, Math.min(from, count));
  }

  /** The position behind the last in so many results. */
  public int to(int count) {
    long to = first > 0 ? Math.max(first, last) : count + Math.max(first, last) + 1;
    return (int) Math.max(0, Math.min(to, count));
  }

  /** The end that is nearer to where counting begins, and then the other. */
  @Override
  public String toString() {
    boolean ordered = Math.abs(first) <= Math.abs(last);
    return ordered ? first + ":" + last : last + ":" + first;
  }
}
