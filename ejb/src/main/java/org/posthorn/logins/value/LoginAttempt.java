package org.posthorn.logins.value;

/**
 * Somebody tries to log in.
 *
 * @param user the name that was given, in one form for all its spellings
 * @param mechanism PLAIN, SCRAM-SHA-256 …; BASIC is HTTP's
 * @param client the client's IP address
 */
public record LoginAttempt(String user, String mechanism, String client) {

  /** Whether it came by HTTP, whose failures do not count for mail programs. */
  public boolean http() {
    return mechanism.equals("BASIC");
  }

  /** Whether the password is not seen, so that the same wrong one cannot be told from another. */
  public boolean blind() {
    return mechanism.startsWith("SCRAM-");
  }
}
