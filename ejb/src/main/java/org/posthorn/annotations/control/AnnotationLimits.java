package org.posthorn.annotations.control;

/**
 * How much one account may note.
 *
 * @param entries most annotations
 * @param octets most octets of their names and values together
 */
record AnnotationLimits(int entries, long octets) {
  /** Outside the quota of mail. */
  static final AnnotationLimits DEFAULT = new AnnotationLimits(1000, 1_000_000);
}
