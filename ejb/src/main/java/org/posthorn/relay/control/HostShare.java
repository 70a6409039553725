package org.posthorn.relay.control;

import java.net.InetAddress;

/** Bounds the connections to one address. */
public interface HostShare {

  /** Whether there may be another; if so, {@link #hangUp} must follow. */
  boolean dial(InetAddress address);

  /** One is over. */
  void hangUp(InetAddress address);

  /**
   * A server was met.
   *
   * @param well whether it decided about mail; not when it put all off, or did not answer
   */
  default void met(InetAddress address, boolean well) {}

  /** The same of a domain, whichever of its servers were met. */
  default void met(String domain, boolean well) {}
}
