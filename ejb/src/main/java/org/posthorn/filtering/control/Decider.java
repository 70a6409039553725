package org.posthorn.filtering.control;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.posthorn.filtering.control.Incoming.Dmarc;
import org.posthorn.filtering.control.Opinion.Leaning;
import org.posthorn.filtering.value.Decision;
import org.posthorn.filtering.value.Decision.Outcome;
import org.posthorn.filtering.value.DecisionReason;

/**
 * Decides about a message for one account: what is certain first, then what history says, then what
 * is only likely. Does not wait but for its {@link Evidence}.
 */
final class Decider {
  private static final double JITTER = 0.05;
  private static final double STRICT = 0.25;
  private static final double CLEARLY = 0.2;

  /** Where little is known of the sender, and what else speaks against it counts. */
  private static final Set<DecisionReason> WEAK =
      EnumSet.of(
          DecisionReason.DKIM_SPF,
          DecisionReason.CLIENT,
          DecisionReason.NEIGHBOURS,
          DecisionReason.NETWORK,
          DecisionReason.NONE);

  private final Incoming mail;
  private final Wishes wishes;
  private final Evidence evidence;
  private final Instant now;
  private final RandomGenerator random;

  /**
   * Decides about one message.
   *
   * @param random so that nobody can find out the threshold by trying
   */
  Decider(Incoming mail, Wishes wishes, Evidence evidence, Instant now, RandomGenerator random) {
    this.mail = mail;
    this.wishes = wishes;
    this.evidence = evidence;
    this.now = now;
    this.random = random;
  }

  /** The decision. */
  Decision decide() {
    return rate().or(this::certain).orElseGet(this::likely);
  }

  private Optional<Decision> rate() {
    return evidence.withinRate()
        ? Optional.empty()
        : Optional.of(Decision.not(Outcome.LIMIT, DecisionReason.HIGH_RATE, ""));
  }

  private Optional<Decision> certain() {
    if (wishes.listed() == DecisionReason.DENIED) {
      return Optional.of(Decision.not(Outcome.REFUSE, DecisionReason.DENIED, ""));
    }
    if (mail.list()) {
      return Optional.of(Decision.accept(DecisionReason.LIST_ALLOW, ""));
    }
    if (mail.dmarc() == Dmarc.REJECT && !mail.forwarded()) {
      return Optional.of(Decision.not(Outcome.NOT_AUTHENTIC, DecisionReason.DMARC_POLICY, ""));
    }
    if (wishes.listed() == DecisionReason.ALLOWED) {
      return Optional.of(Decision.accept(DecisionReason.ALLOWED, ""));
    }
    if (wishes.proof() && !mail.sender().proved()) {
      Outcome outcome = mail.dmarc() == Dmarc.UNKNOWN ? Outcome.DEFER : Outcome.NOT_AUTHENTIC;
      return Optional.of(Decision.not(outcome, DecisionReason.NOT_PROVED, ""));
    }
    return Optional.empty();
  }

  private Decision likely() {
    Opinion opinion =
        wishes.reputation()
            ? Reputation.of(mail.sender(), evidence, now)
            : Opinion.unknown(DecisionReason.NONE);
    if (opinion.conclusive()) {
      return opinion.leaning() == Leaning.JUNK
          ? Decision.not(Outcome.DEFER, opinion.method(), "")
          : Decision.accept(opinion.method(), "");
    }
    boolean weak = wishes.reputation() && WEAK.contains(opinion.method());
    if (weak && mail.spfFails() && !mail.forwarded()) {
      return Decision.not(Outcome.DEFER, DecisionReason.SPF_POLICY, method(opinion));
    }
    boolean suspicious = weak && !mail.named() && !mail.forwarded();
    if (suspicious && opinion.leaning() == Leaning.JUNK) {
      return Decision.not(Outcome.DEFER, DecisionReason.IPREV, method(opinion));
    }
    if (wishes.challenges() && evidence.passWord()) {
      return Decision.accept(DecisionReason.SUBJECT_PASS, method(opinion));
    }
    return byContent(opinion, suspicious);
  }

  private Decision byContent(Opinion opinion, boolean suspicious) {
    Optional<Evidence.Content> content = wishes.junk() ? evidence.content() : Optional.empty();
    boolean strict = suspicious || !mail.forwarded() && (!mail.tls() || !mail.addressed());
    double threshold =
        strict ? STRICT : wishes.threshold() + (random.nextDouble() * 2 - 1) * JITTER;
    double probability = content.map(Evidence.Content::probability).orElse(0.0);
    boolean significant = content.map(Evidence.Content::significant).orElse(false);
    String detail = method(opinion) + content.map(each -> figures(each, threshold)).orElse("");
    boolean wanted = probability <= threshold || !significant && !suspicious;
    Optional<String> blocklist = Optional.empty();
    if (wanted) {
      Optional<String> good = evidence.allowlist();
      blocklist = good.isPresent() ? Optional.empty() : evidence.blocklist();
      if (blocklist.isEmpty()) {
        return new Decision(
            Outcome.ACCEPT,
            DecisionReason.NO_BAD_SIGNALS,
            detail + good.map(zone -> " zone=" + zone).orElse(""),
            wishes.delay() && !mail.forwarded());
      }
    }
    DecisionReason reason =
        blocklist.isPresent()
            ? DecisionReason.DNS_BLOCKLISTED
            : strict ? DecisionReason.JUNK_CONTENT_STRICT : DecisionReason.JUNK_CONTENT;
    boolean open =
        wishes.challenges()
            && mail.dmarc() == Dmarc.PASS
            && opinion.method() == DecisionReason.NONE
            && (blocklist.isPresent() || probability < threshold - CLEARLY);
    return Decision.not(
        open ? Outcome.CHALLENGE : Outcome.DEFER,
        reason,
        detail + blocklist.map(zone -> " zone=" + zone).orElse(""));
  }

  private static String method(Opinion opinion) {
    return "history=" + opinion.method().code();
  }

  private static String figures(Evidence.Content content, double threshold) {
    return String.format(
        Locale.ROOT,
        " junk=%.3f threshold=%.2f%s",
        content.probability(),
        threshold,
        content.significant() ? "" : " untrained");
  }
}
