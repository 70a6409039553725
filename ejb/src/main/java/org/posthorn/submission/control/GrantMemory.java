package org.posthorn.submission.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.kernel.SteadyClock;
import org.posthorn.submission.value.SendingGrantInfo;
import org.posthorn.submission.value.SendingRules;

/**
 * Remembers for some seconds what accounts may send and have been granted. A change is seen at once
 * on this server, on others when that time is over.
 */
@ApplicationScoped
public class GrantMemory {
  private static final long LIFE = Duration.ofSeconds(10).toMillis();
  private static final int CAPACITY = 10_000;

  @Inject SubmissionRows rows;
  private final java.time.Clock clock = SteadyClock.steady();
  private final ConcurrentHashMap<Long, Known> known = new ConcurrentHashMap<>();

  private record Known(SendingRules rules, List<SendingGrantInfo> granted, long until) {}

  /** What an account may send. */
  public SendingRules rules(long account) {
    return known(account).rules();
  }

  /** What it has been granted. */
  public List<SendingGrantInfo> granted(long account) {
    return known(account).granted();
  }

  private Known known(long account) {
    Known found = known.get(account);
    long now = clock.millis();
    if (found != null && now < found.until()) {
      return found;
    }
    if (known.size() >= CAPACITY) {
      known.clear();
    }
    Known read = new Known(rows.rules(account), rows.granted(account), now + LIFE);
    known.put(account, read);
    return read;
  }

  /** Looks all up anew. */
  public void forget() {
    known.clear();
  }
}
