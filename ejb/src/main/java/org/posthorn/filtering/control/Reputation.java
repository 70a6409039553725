package org.posthorn.filtering.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthorn.filtering.control.Opinion.Leaning;
import org.posthorn.filtering.control.Signal.Kind;
import org.posthorn.filtering.value.DecisionReason;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.mailauth.dmarc.Organizations;

/**
 * What the history of an account says of a sender. From what says most (the author) to what says
 * least (the network of the client); the first that there is any history of decides.
 */
final class Reputation {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration AUTHORS = YEAR.multipliedBy(3);
  private static final Duration DOMAINS = YEAR.multipliedBy(2);
  private static final Duration IDENTITIES = YEAR.dividedBy(2);
  private static final Duration CLIENTS = YEAR.dividedBy(4);
  private static final int LATEST = 2;
  private static final int OF_DOMAIN = 20;
  private static final int DIFFERENT_AUTHORS = 3;

  private final SenderFacts sender;
  private final History history;
  private final Instant now;

  private Reputation(SenderFacts sender, History history, Instant now) {
    this.sender = sender;
    this.history = history;
    this.now = now;
  }

  /** What is thought of a sender. */
  static Opinion of(SenderFacts sender, History history, Instant now) {
    Reputation reputation = new Reputation(sender, history, now);
    return reputation
        .byAuthor()
        .or(reputation::byIdentity)
        .or(reputation::byNetwork)
        .orElse(Opinion.unknown(DecisionReason.NONE));
  }

  private Optional<Opinion> byAuthor() {
    String author = sender.author();
    if (author.isEmpty()) {
      return Optional.empty();
    }
    String domain = SenderFacts.domain(author);
    String organization = Organizations.of(domain);
    return author(Signal.of(Kind.AUTHOR, author))
        .or(() -> wroteTo(author, AUTHORS, DecisionReason.TO_AUTHOR))
        .or(() -> domain(Signal.of(Kind.DOMAIN, domain), DecisionReason.DOMAIN))
        .or(() -> wroteTo(domain, DOMAINS, DecisionReason.TO_DOMAIN))
        .or(() -> domain(Signal.of(Kind.ORGANIZATION, organization), DecisionReason.ORGANIZATION))
        .or(() -> wroteTo(organization, DOMAINS, DecisionReason.TO_ORGANIZATION));
  }

  private Optional<Opinion> author(Signal signal) {
    List<Judged> same = latest(signal, AUTHORS, sender.proved(), LATEST);
    if (!same.isEmpty()) {
      boolean junk = allJunk(same);
      return Optional.of(
          new Opinion(junk ? Leaning.JUNK : Leaning.HAM, sender.proved(), DecisionReason.AUTHOR));
    }
    return imitation(signal, AUTHORS, DecisionReason.AUTHOR);
  }

  /** Mail that is not proved, of somebody whose mail has always been. */
  private Optional<Opinion> imitation(Signal signal, Duration window, DecisionReason method) {
    List<Judged> proved = sender.proved() ? List.of() : latest(signal, window, true, LATEST);
    return proved.isEmpty() ? Optional.empty() : Optional.of(Opinion.junk(allJunk(proved), method));
  }

  private Optional<Opinion> domain(Signal signal, DecisionReason method) {
    List<Judged> same = latest(signal, DOMAINS, sender.proved(), OF_DOMAIN);
    if (same.isEmpty()) {
      return imitation(signal, DOMAINS, method);
    }
    long ham = same.stream().filter(each -> !each.junk()).count();
    if (ham * 100 > same.size() * 80L) {
      return Optional.of(Opinion.ham(method));
    }
    if (ham > 0) {
      return Optional.of(Opinion.unknown(method));
    }
    long authors = same.stream().mapToInt(Judged::author).distinct().count();
    return Optional.of(Opinion.junk(authors >= DIFFERENT_AUTHORS, method));
  }

  private Optional<Opinion> wroteTo(String whom, Duration window, DecisionReason method) {
    return history.wroteTo(whom, now.minus(window))
        ? Optional.of(Opinion.ham(method))
        : Optional.empty();
  }

  private Optional<Opinion> byIdentity() {
    List<List<Judged>> found = new ArrayList<>();
    Signal.signers(sender).forEach(each -> found.add(within(each, IDENTITIES)));
    found.add(bySender());
    found.removeIf(List::isEmpty);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    boolean ham = false;
    boolean junk = false;
    for (List<Judged> each : found) {
      double share = junkShare(each);
      ham |= share < 0.1;
      junk |= share > 0.9;
    }
    if (ham == junk) {
      return Optional.of(Opinion.unknown(DecisionReason.DKIM_SPF));
    }
    int messages = found.stream().mapToInt(List::size).sum();
    return Optional.of(
        ham
            ? Opinion.ham(DecisionReason.DKIM_SPF)
            : Opinion.junk(messages > 1, DecisionReason.DKIM_SPF));
  }

  private List<Judged> bySender() {
    Stream<Signal> asked =
        !sender.sender().isEmpty()
            ? Stream.of(
                Signal.of(Kind.SENDER, sender.sender()),
                Signal.of(Kind.SENDER_DOMAIN, SenderFacts.domain(sender.sender())))
            : sender.hello().isEmpty()
                ? Stream.of()
                : Stream.of(Signal.of(Kind.HELLO, sender.hello()));
    return asked
        .map(each -> within(each, IDENTITIES))
        .filter(each -> !each.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private Optional<Opinion> byNetwork() {
    return network(Kind.CLIENT, 2, DecisionReason.CLIENT)
        .or(() -> network(Kind.NEIGHBOURS, 5, DecisionReason.NEIGHBOURS))
        .or(() -> network(Kind.NETWORK, 10, DecisionReason.NETWORK));
  }

  private Optional<Opinion> network(Kind kind, int enough, DecisionReason method) {
    List<Judged> found =
        Signal.network(sender.client(), kind)
            .map(signal -> within(signal, CLIENTS))
            .orElse(List.of());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    double share = junkShare(found);
    boolean conclusive = found.size() >= enough && (share <= 0.1 || share >= 0.9);
    Leaning leaning = share < 0.25 ? Leaning.HAM : share > 0.75 ? Leaning.JUNK : Leaning.UNKNOWN;
    return Optional.of(new Opinion(leaning, conclusive, method));
  }

  private List<Judged> within(Signal signal, Duration window) {
    Instant since = now.minus(window);
    return history.of(signal).stream()
        .filter(each -> !each.received().isBefore(since))
        .limit(History.MOST)
        .toList();
  }

  private List<Judged> latest(Signal signal, Duration window, boolean proved, int most) {
    return within(signal, window).stream()
        .filter(each -> each.proved() == proved)
        .limit(most)
        .toList();
  }

  private static boolean allJunk(List<Judged> messages) {
    return messages.stream().allMatch(Judged::junk);
  }

  private static double junkShare(List<Judged> messages) {
    return (double) messages.stream().filter(Judged::junk).count() / messages.size();
  }
}
