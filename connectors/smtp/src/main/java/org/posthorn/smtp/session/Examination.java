package org.posthorn.smtp.session;

import org.posthorn.kernel.Verdict;

/**
 * What checks have found out about a message.
 *
 * @param fields complete header fields that tell it, each line ended by CRLF; may be empty. They
 *     stand between Return-Path and Received
 * @param verdict whether the message is taken at all
 */
public record Examination(String fields, Verdict verdict) {
  /** Nothing was looked at. */
  public static final Examination NONE = new Examination("", Verdict.yes());
}
