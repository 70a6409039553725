package org.posthorn.sasl;

/** Hears that somebody who is logged in may not be allowed to be any more. */
@FunctionalInterface
public interface LoginWatcher {
  /**
   * The account has changed: {@link LoginValidity#ended} may be different. From any thread; no
   * wait.
   */
  void loginInDoubt();
}
