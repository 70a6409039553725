package org.posthorn.filtering.control;

import java.util.Optional;

/** What is looked up only when the decision needs it. */
interface Evidence extends History {

  /** Whether the account may get more mail from this network now; counts the message. */
  boolean withinRate();

  /** Whether the subject has the word that was asked for. */
  boolean passWord();

  /** How likely it is junk by what it says; empty where nobody can tell. */
  Optional<Content> content();

  /** The list that has the client as bad; waits for DNS. */
  Optional<String> blocklist();

  /** The list that has the client as good; waits for DNS. */
  Optional<String> allowlist();

  /**
   * What a filter says.
   *
   * @param probability that it is junk, 0 to 1
   * @param significant whether the filter has seen enough good mail to be believed
   */
  record Content(double probability, boolean significant) {}
}
