package org.posthorn.relay.control;

import java.net.InetAddress;

/** Bounds the connections to one address. */
public interface HostShare {

  /** Whether there may be another; if so, {@link #hangUp} must follow. */
  boolean dial(InetAddress address);

  /** One is over. */
  void hangUp(InetAddress address);
}
