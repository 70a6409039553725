package org.posthorn.checks.boundary;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.posthorn.checks.control.CheckRun;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.kernel.Address;

/** The check of one message. For one thread at a time. */
public final class MessageCheck {
  private final CheckRun run;
  private final Predicate<Address> reports;
  private final BiConsumer<CheckResults, String> evaluated;
  private boolean ordinary;

  /**
   * Begins with a message.
   *
   * @param reports whether reports come to an address: none are made of mail that is one
   * @param evaluated is told what came of it, and why it was taken in spite of a policy
   */
  MessageCheck(
      CheckRun run, Predicate<Address> reports, BiConsumer<CheckResults, String> evaluated) {
    this.run = run;
    this.reports = reports;
    this.evaluated = evaluated;
  }

  /** It goes to this recipient, too. */
  public void to(Address recipient) {
    ordinary |= !reports.test(recipient);
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
    return run.finish(receiver, authors);
  }

  /**
   * It was taken, or refused by the policy of its author's domain: counts it for reports to that.
   *
   * @param exception why it was taken in spite of the policy of that domain, in the words of RFC
   *     9990 §3.1.6; empty where that was not so
   */
  public void decided(CheckResults found, String exception) {
    if (ordinary) {
      evaluated.accept(found, exception);
    }
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
