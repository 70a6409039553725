package org.posthorn.nodes.control;

import jakarta.ejb.ApplicationException;

/** Another server was faster: rolls back, and is no line in the container's log. */
@ApplicationException(rollback = true)
final class DutyTaken extends RuntimeException {
  private static final long serialVersionUID = 1;

  DutyTaken(Throwable cause) {
    super(cause);
  }
}
