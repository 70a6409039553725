package org.posthorn.access.boundary;

import jakarta.enterprise.context.ApplicationScoped;

/** Whether the mail system is open; the container calls message-driven beans before it is. */
@ApplicationScoped
public class ServiceState {
  private volatile boolean started;

  /** Opens it, for good. */
  public void open() {
    started = true;
  }

  /** Whether it is open. */
  public boolean started() {
    return started;
  }
}
