package org.posthorn.imap.server;

import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.sasl.Login;

/**
 * Makes tokens by which URLs give access to messages, with a key for each mailbox of a user. RFC
 * 4467 §2. Thread-safe.
 */
public interface UrlAuthority {

  /** The account of a user, by its address; empty when there is none that may log in. */
  Optional<Login> owner(String address);

  /**
   * The token of a URL, in lower-case hexadecimal digits, 32 at least; makes the key when there is
   * none.
   *
   * @param mailbox its id
   * @param rump the URL up to whom it is for
   */
  String token(Login owner, long mailbox, String rump);

  /** The same as long as the key is there; empty when it was never made, or taken away. */
  Optional<String> validToken(Login owner, long mailbox, String rump);

  /**
   * Takes the key of a mailbox away, or all keys of a user: no URL that was made before is valid.
   */
  void reset(Login owner, OptionalLong mailbox);
}
