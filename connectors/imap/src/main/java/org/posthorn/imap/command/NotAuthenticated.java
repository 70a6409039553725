package org.posthorn.imap.command;

import java.util.Optional;

/** Commands that are legal before login only. RFC 9051 §6.2. */
public sealed interface NotAuthenticated extends Command {

  /** RFC 9051 §6.2.1. */
  record StartTls() implements NotAuthenticated {}

  /**
   * RFC 9051 §6.2.2.
   *
   * @param mechanism in capitals
   * @param initial the initial response, still in base64 (RFC 4959); {@code =} stands for none
   */
  record Authenticate(String mechanism, Optional<String> initial) implements NotAuthenticated {
    @Override
    public String toString() {
      return "Authenticate[" + mechanism + "]"; // credentials stay out of logs
    }
  }

  /** RFC 9051 §6.2.3. */
  record Login(String user, String password) implements NotAuthenticated {
    @Override
    public String toString() {
      return "Login[]"; // credentials stay out of logs
    }
  }
}
