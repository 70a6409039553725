package org.posthorn.mailstore.thread;

/** How messages are put into threads. RFC 5256 §3. */
public enum ThreadAlgorithm {
  /** By subject. */
  ORDEREDSUBJECT,
  /** By what answers what, then by subject. */
  REFERENCES
}
