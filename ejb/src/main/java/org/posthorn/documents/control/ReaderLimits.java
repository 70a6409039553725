package org.posthorn.documents.control;

import java.time.Duration;

/**
 * What a document may take.
 *
 * @param memory of the process, in mebioctets
 * @param largest octets of a document
 * @param time after which the reader gives what it has found
 * @param patience after which the process is killed
 * @param start how long it may take to be there
 * @param idle after which it is ended
 */
public record ReaderLimits(
    int memory, int largest, Duration time, Duration patience, Duration start, Duration idle) {

  /** The usual ones. */
  public static ReaderLimits of(int memory, int largest) {
    return new ReaderLimits(
        memory,
        largest,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofMinutes(5));
  }
}
