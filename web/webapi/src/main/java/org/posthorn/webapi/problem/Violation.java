package org.posthorn.webapi.problem;

/**
 * A member of the body or a parameter that is at fault.
 *
 * @param field its path, such as {@code addAddresses[0]}
 * @param reason the rest of a sentence that begins with the field
 */
public record Violation(String field, String reason) {

  /** The whole sentence, without its full stop. */
  public String sentence() {
    return field + " " + reason;
  }
}
