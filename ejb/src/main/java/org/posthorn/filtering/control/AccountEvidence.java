package org.posthorn.filtering.control;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.mailauth.dmarc.Organizations;

/** The evidence for one account, looked up when it is asked for, each thing once. */
final class AccountEvidence implements Evidence {
  private final long account;
  private final long mailbox;
  private final SenderFacts sender;
  private final HistoryRows rows;
  private final Others others;
  private @Nullable Map<Signal, SignalHistory> histories;
  private @Nullable Map<Long, Instant> written;

  /** What is not history. */
  record Others(
      BooleanSupplier withinRate,
      BooleanSupplier passWord,
      Supplier<Optional<Content>> content,
      Supplier<Optional<String>> blocklist,
      Supplier<Optional<String>> allowlist) {}

  AccountEvidence(long account, long mailbox, SenderFacts sender, HistoryRows rows, Others others) {
    this.account = account;
    this.mailbox = mailbox;
    this.sender = sender;
    this.rows = rows;
    this.others = others;
  }

  @Override
  public List<Judged> of(Signal signal) {
    Map<Signal, SignalHistory> known = histories;
    if (known == null) {
      known = rows.histories(account, mailbox, Signal.all(sender));
      histories = known;
    }
    return known.getOrDefault(signal, SignalHistory.NONE).messages();
  }

  @Override
  public boolean wroteTo(String whom, Instant since) {
    Map<Long, Instant> known = written;
    if (known == null) {
      String domain = SenderFacts.domain(sender.author());
      Set<Long> digests = new HashSet<>();
      digests.add(Signal.digest(sender.author()));
      digests.add(Signal.digest(domain));
      digests.add(Signal.digest(Organizations.of(domain)));
      known = rows.writtenTo(account, digests);
      written = known;
    }
    Instant last = known.get(Signal.digest(whom));
    return last != null && !last.isBefore(since);
  }

  @Override
  public boolean withinRate() {
    return others.withinRate().getAsBoolean();
  }

  @Override
  public boolean passWord() {
    return others.passWord().getAsBoolean();
  }

  @Override
  public Optional<Content> content() {
    return others.content().get();
  }

  @Override
  public Optional<String> blocklist() {
    return others.blocklist().get();
  }

  @Override
  public Optional<String> allowlist() {
    return others.allowlist().get();
  }
}
