package org.posthorn.mailstore.query;

import org.posthorn.kernel.ContentLost;

/** Is told of messages that a query could not read. */
@FunctionalInterface
public interface LossListener {

  /** A message could not be read; the query goes on without it. */
  void add(long uid, ContentLost why);
}
