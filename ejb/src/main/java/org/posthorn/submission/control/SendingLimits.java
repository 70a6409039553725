package org.posthorn.submission.control;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.database.Outage;
import org.posthorn.submission.control.SendingCounter.Answer;
import org.posthorn.submission.value.SendingRules;
import org.posthorn.submission.value.SendingUse;

/**
 * Counts what accounts send to other servers, so that a stolen password does not make a spammer of
 * us. Counted in memory and written down every few seconds: a message costs no commit, a crash or
 * another server may let a little more pass.
 */
@ApplicationScoped
public class SendingLimits {
  private static final System.Logger LOG = System.getLogger(SendingLimits.class.getName());

  @Inject SubmissionRows rows;

  @Inject
  @ConfigProperty(name = "posthorn.submission.messages-per-day", defaultValue = "1000")
  long messages;

  @Inject
  @ConfigProperty(name = "posthorn.submission.new-recipients-per-day", defaultValue = "200")
  long newRecipients;

  Clock clock = Clock.systemUTC();
  private final ConcurrentHashMap<Long, SendingCounter> counters = new ConcurrentHashMap<>();

  /**
   * Counts a message, when it may be sent.
   *
   * @param to digests of those to whom it goes
   * @return whether it may
   */
  public boolean admit(long account, SendingRules rules, Set<Long> to) {
    long most = limit(rules.messages().orElse(messages));
    long mostNew = limit(rules.newRecipients().orElse(newRecipients));
    if (to.isEmpty() || most == Long.MAX_VALUE && mostNew == Long.MAX_VALUE) {
      return true;
    }
    while (true) {
      SendingCounter counter = counters.computeIfAbsent(account, this::begin);
      Answer answer = counter.add(to, most, mostNew);
      if (answer != Answer.CLOSED) {
        return answer == Answer.COUNTED;
      }
      counters.remove(account, counter);
    }
  }

  private SendingCounter begin(long account) {
    return new SendingCounter(account, rows, clock.instant());
  }

  private static long limit(long configured) { // 0 in the configuration, -1 of an account
    return configured > 0 ? configured : Long.MAX_VALUE;
  }

  /** What an account has sent within 24 hours. */
  public SendingUse use(long account) {
    SendingCounter counter = counters.get(account);
    return counter == null ? rows.use(account, clock.instant()) : counter.use();
  }

  /** The limits of those who have none of their own; 0 is none. */
  public SendingUse defaults() {
    return new SendingUse(messages, newRecipients);
  }

  /** Writes down what was counted; what cannot be written stays for the next time. */
  @PreDestroy
  public void write() {
    counters.forEach(
        (account, counter) -> {
          try {
            counter.write(clock.instant());
            counters.remove(account, counter);
          } catch (RuntimeException e) {
            Outage.tell(
                LOG, System.Logger.Level.WARNING, "event=sent-not-counted account=" + account, e);
          }
        });
  }
}
