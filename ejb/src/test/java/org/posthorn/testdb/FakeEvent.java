package org.posthorn.testdb;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A CDI event source that remembers what was fired and tells one observer, at once. */
public final class FakeEvent<T> implements Event<T> {
  private final List<T> fired = new ArrayList<>();
  private final Consumer<T> observer;

  public FakeEvent() {
    this(event -> {});
  }

  public FakeEvent(Consumer<T> observer) {
    this.observer = observer;
  }

  /** What was fired, in order. */
  public synchronized List<T> fired() {
    return List.copyOf(fired);
  }

  @Override
  public void fire(T event) {
    synchronized (this) {
      fired.add(event);
    }
    observer.accept(event);
  }

  @Override
  public <U extends T> CompletionStage<U> fireAsync(U event) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends T> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Event<T> select(Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends T> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends T> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }
}
