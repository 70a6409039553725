package org.posthorn.relay.control;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailauth.mtasts.CachedPolicy;
import org.posthorn.mailauth.mtasts.PolicyStore;

/** Policies in memory. */
final class MemoryPolicies implements PolicyStore {
  private final Map<String, CachedPolicy> policies = new ConcurrentHashMap<>();

  @Override
  public Optional<CachedPolicy> find(String domain) {
    return Optional.ofNullable(policies.get(domain));
  }

  @Override
  public void put(CachedPolicy policy) {
    policies.put(policy.domain(), policy);
  }

  @Override
  public void used(String domain, Instant moment) {}

  @Override
  public List<CachedPolicy> stale(Instant fetched, Instant used, int most) {
    return policies.values().stream().filter(each -> each.fetched().isBefore(fetched)).toList();
  }

  @Override
  public void forget(Instant moment) {
    policies.values().removeIf(each -> each.until().isBefore(moment));
  }
}
