package org.posthorn.filtering.value;

/**
 * For whom a setting counts.
 *
 * @param text its form in the database
 */
public record FilterScope(String text) {
  /** All. */
  public static final FilterScope SERVER = new FilterScope("server");

  /** The accounts of a domain, which is given as addresses have it. */
  public static FilterScope domain(String name) {
    return new FilterScope("domain/" + name);
  }

  /** An account. */
  public static FilterScope account(long id) {
    return new FilterScope("account/" + id);
  }
}
