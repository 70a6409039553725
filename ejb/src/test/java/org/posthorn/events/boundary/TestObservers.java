package org.posthorn.events.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** An observer of everything. */
public final class TestObservers extends Observers {
  private final List<Object> fired = new ArrayList<>();

  /** What was fired, in order. */
  public synchronized List<Object> fired() {
    return List.copyOf(fired);
  }

  /** Whether somebody wants to be told. */
  public boolean heard = true;

  @Override
  public boolean hear(long account, RecipientProgress.Kind kind) {
    return heard;
  }

  private synchronized void add(Object event) {
    fired.add(event);
  }

  @Override
  public void delivered(Supplier<MessageDelivered> event) {
    add(event.get());
  }

  @Override
  public void changed(Supplier<MailboxChanged> event) {
    add(event.get());
  }

  @Override
  public void settled(Supplier<RecipientSettled> event) {
    add(event.get());
  }

  @Override
  public void progress(Supplier<RecipientProgress> event) {
    add(event.get());
  }
}
