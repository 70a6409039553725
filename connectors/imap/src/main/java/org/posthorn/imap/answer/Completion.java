package org.posthorn.imap.answer;

import org.posthorn.imap.codec.Responses;

/**
 * How a command ended. RFC 9051 §7.1.
 *
 * @param code the response code without brackets; empty text for none
 * @param text for people; names no policy, path, class or setting
 */
public record Completion(Status status, String code, String text) implements Answer {

  /** The three ways. */
  public enum Status {
    /** Done. */
    OK,
    /** Not done. */
    NO,
    /** Not understood. */
    BAD
  }

  /** Done. */
  public static Completion ok(String text) {
    return new Completion(Status.OK, "", text);
  }

  /** Done, with a response code. */
  public static Completion ok(String code, String text) {
    return new Completion(Status.OK, code, text);
  }

  /** Not done. */
  public static Completion no(String text) {
    return new Completion(Status.NO, "", text);
  }

  /** Not done, with a response code. */
  public static Completion no(String code, String text) {
    return new Completion(Status.NO, code, text);
  }

  /** Not understood. */
  public static Completion bad(String text) {
    return new Completion(Status.BAD, "", text);
  }

  /** Whether it is OK. */
  public boolean succeeded() {
    return status == Status.OK;
  }

  /**
   * The same with the session's id at its end, by which support finds the lines of the log, when
   * the server could not do what it should.
   */
  public Completion in(String session) {
    boolean marked = code.equals("UNAVAILABLE") || code.equals("CORRUPTION");
    return marked ? new Completion(status, code, text + " (session " + session + ')') : this;
  }

  /** Writes the tagged response, or with {@code *} as the tag an untagged one. */
  public void write(String tag, Responses out) {
    out.text(tag).space().text(status.name()).space();
    if (!code.isEmpty()) {
      out.text('[').text(code).text("] ");
    }
    out.text(text).crlf();
  }
}
