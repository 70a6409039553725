package org.posthorn.filtering.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.posthorn.filtering.control.Incoming.Dmarc;
import org.posthorn.filtering.value.Decision;
import org.posthorn.filtering.value.DecisionReason;
import org.posthorn.filtering.value.SenderFacts;

/**
 * A message and an account, to be changed by each test. At first a stranger with nothing against
 * them.
 */
final class Circumstances implements Evidence {
  /** Proved. */
  static final SenderFacts BOB =
      new SenderFacts(
          "bob@shop.test", true, List.of("shop.test"), "bob@shop.test", "", "192.0.2.1");

  static final SenderFacts STRANGER =
      new SenderFacts("eve@else.test", false, List.of(), "", "", "198.51.100.1");

  SenderFacts sender = STRANGER;
  Past past = new Past();
  boolean forwarded;
  boolean list;
  boolean spfFails;
  boolean named = true;
  boolean tls = true;
  boolean addressed = true;
  Dmarc dmarc = Dmarc.NONE;
  boolean reputation = true;
  boolean proof;
  boolean challenges;
  boolean rate = true;
  boolean pass;
  Optional<Content> content = Optional.empty();
  Optional<String> blocklist = Optional.empty();
  Optional<String> allowlist = Optional.empty();
  DecisionReason listed = DecisionReason.NONE;

  Decision decide() {
    Incoming mail = new Incoming(sender, forwarded, list, spfFails, named, tls, addressed, dmarc);
    Wishes wishes = new Wishes(reputation, true, 0.95, proof, challenges, true, listed);
    return new Decider(mail, wishes, this, Past.NOW, new Random(1)).decide();
  }

  @Override
  public List<Judged> of(Signal signal) {
    return past.of(signal);
  }

  @Override
  public boolean wroteTo(String whom, Instant since) {
    return past.wroteTo(whom, since);
  }

  @Override
  public boolean withinRate() {
    return rate;
  }

  @Override
  public boolean passWord() {
    return pass;
  }

  @Override
  public Optional<Content> content() {
    return content;
  }

  @Override
  public Optional<String> blocklist() {
    return blocklist;
  }

  @Override
  public Optional<String> allowlist() {
    return allowlist;
  }
}
