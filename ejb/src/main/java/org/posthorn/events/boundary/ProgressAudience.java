package org.posthorn.events.boundary;

/** Somebody who observes {@link RecipientProgress} of some accounts. */
public interface ProgressAudience {
  /** Whether this about mail of an account is of interest; answered from memory. */
  boolean hears(long account, RecipientProgress.Kind kind);
}
