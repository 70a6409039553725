package org.posthorn.checks.boundary;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.posthorn.checks.control.CheckRun;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.kernel.Address;

/** The check of one message. For one thread at a time. */
public final class MessageCheck {
  private final CheckRun run;

  private final Consumer<CheckResults> evaluated;

  /**
   * Begins with a message.
   *
   * @param evaluated is told what is known in the end
   */
  MessageCheck(CheckRun run, Consumer<CheckResults> evaluated) {
    this.run = run;
    this.evaluated = evaluated;
  }

  /** Begins to look at the client; waits for nothing. */
  public void start() {
    run.start();
  }

  /** Takes the next octets, as the client has sent them. */
  public void show(ByteBuffer octets) {
    run.show(octets);
  }

  /**
   * The message has come whole.
   *
   * @param receiver the name of this host
   * @param authors of the one From field; empty where there is no such field
   * @return completed when all is known, at the latest after 30 s
   */
  public CompletableFuture<CheckResults> finish(String receiver, Optional<List<Address>> authors) {
    return run.finish(receiver, authors)
        .thenApply(
            found -> {
              evaluated.accept(found);
              return found;
            });
  }

  /**
   * Does what comes after it, and waits, on a thread of the checks.
   *
   * @return completed with what it gives; empty when too many wait for a thread already
   */
  public <T> Optional<CompletableFuture<T>> next(Supplier<T> work) {
    return run.next(work);
  }

  /** Nobody wants to know any more. */
  public void cancel() {
    run.cancel();
  }
}
