package org.posthorn.checks.control;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.posthorn.checks.control.Examiner.Known;
import org.posthorn.checks.control.Examiner.Sending;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.arc.ArcValidation;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dkim.DkimVerification;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.posthorn.mailauth.results.Iprev;
import org.posthorn.mailauth.spf.SpfResult;
import org.posthorn.mailauth.spf.SpfVerdict;
import org.posthorn.threads.Background;
import org.xbill.DNS.Name;

/**
 * Checks one message: the client while the message comes, the rest when it has come. What is not
 * known in time is a temporary error in the results: nobody's mail waits for a slow DNS for ever.
 */
public final class CheckRun {
  /** As long as a message that has come waits for its checks. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int NETWORK_4 = 3; // octets: /24
  private static final int NETWORK_6 = 6; // octets: /48
  private static final Known UNKNOWN =
      new Known(
          new Iprev.Result(AuthStatus.TEMPERROR, Optional.empty()),
          new SpfVerdict(SpfResult.TEMPERROR, "", "", "no time for it", Optional.empty()));

  private final Examiner examiner;
  private final CheckThreads threads;
  private final ScheduledExecutorService clock;
  private final Sending sending;
  private final String network;
  private final DkimVerification signatures;
  private final ArcValidation seals;
  private final CompletableFuture<Known> known = new CompletableFuture<>();
  private final CompletableFuture<CheckResults> results = new CompletableFuture<>();
  private CompletableFuture<?> examination = known;
  private volatile CompletableFuture<?> next = results;
  private volatile long began = System.nanoTime();
  private boolean started;

  /** Nothing is looked up yet. */
  public CheckRun(
      Examiner examiner, CheckThreads threads, ScheduledExecutorService clock, Sending sending) {
    this.examiner = examiner;
    this.threads = threads;
    this.clock = clock;
    this.sending = sending;
    network = network(sending.client());
    signatures = examiner.signatures(this::ask);
    seals = examiner.seals(this::ask);
  }

  private static String network(InetAddress client) {
    byte[] octets = client.getAddress();
    int kept = octets.length == 4 ? NETWORK_4 : NETWORK_6;
    return HexFormat.of().formatHex(Arrays.copyOf(octets, kept));
  }

  // strangers' name servers hold no thread for longer than their mail waits
  private DnsAnswer ask(Name name, int type) {
    boolean late = results.isDone() || System.nanoTime() - began > PATIENCE.toNanos();
    return late ? new DnsAnswer.Failed("no time for it", false) : examiner.ask(name, type);
  }

  /** Begins to look at the client. */
  public void start() {
    if (!started) {
      started = true;
      began = System.nanoTime();
      boolean runs =
          threads.submit(network, () -> complete(known, () -> examiner.known(this::ask, sending)));
      if (!runs) {
        known.complete(UNKNOWN);
      }
    }
  }

  /** Takes the next octets. */
  public void show(ByteBuffer octets) {
    signatures.feed(octets.duplicate());
    seals.feed(octets.duplicate());
  }

  /** The message has come whole. */
  public CompletableFuture<CheckResults> finish(String receiver, Optional<List<Address>> authors) {
    start();
    began = System.nanoTime();
    Future<?> limit =
        Background.schedule(
            clock, "checks", () -> results.complete(late(receiver, authors)), PATIENCE);
    examination =
        known.handle(
            (any, failure) -> {
              if (failure == null) {
                examine(receiver, authors);
              } else {
                results.completeExceptionally(failure);
              }
              return failure == null;
            });
    return results.whenComplete((any, failure) -> limit.cancel(false));
  }

  private void examine(String receiver, Optional<List<Address>> authors) {
    boolean runs =
        threads.submit(
            network,
            () ->
                complete(
                    results,
                    () ->
                        examiner.results(
                            this::ask,
                            sending,
                            known.join(),
                            signatures.finish(),
                            seals.finish(),
                            receiver,
                            authors)));
    if (!runs) {
      results.complete(late(receiver, authors));
    }
  }

  private CheckResults late(String receiver, Optional<List<Address>> authors) {
    Known early = known.isCompletedExceptionally() ? UNKNOWN : known.getNow(UNKNOWN);
    return examiner.unknown(sending, early, receiver, authors);
  }

  private static <T> void complete(CompletableFuture<T> future, Supplier<T> work) {
    if (future.isDone()) {
      return; // nobody waits any more
    }
    try {
      future.complete(work.get());
    } catch (Throwable e) { // whoever waits has to hear of it
      future.completeExceptionally(e);
    }
  }

  /** Does what comes after it on a thread of the checks; empty when too many wait for one. */
  public <T> Optional<CompletableFuture<T>> next(Supplier<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    next = done;
    return threads.submit(network, () -> complete(done, work))
        ? Optional.of(done)
        : Optional.empty();
  }

  /** Nobody wants to know any more. */
  public void cancel() {
    next.cancel(false);
    known.cancel(false);
    examination.cancel(false);
    results.cancel(false);
  }
}
