package org.posthorn.sasl;

/** Whoever knows the credentials, and tells when logins that stay open may have ended. */
public interface Logins extends Authenticator {

  /**
   * From now on tells when {@link #standing} of an account may be different, until {@link
   * #unwatch}.
   */
  void watch(long account, LoginWatcher watcher);

  /** Ends {@link #watch}. */
  void unwatch(long account, LoginWatcher watcher);
}
