package org.posthorn.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.dns.Dnssec;
import org.posthorn.mailauth.dns.TxtLookup;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.mailauth.tlsrpt.TlsResultType;
import org.posthorn.testkit.dns.TestDnsServer;

/** When policies are fetched, and how long they hold. RFC 8461 §3.3, §5.1. */
class StsPoliciesTest {
  private static final TlsFailure AWAY =
      new TlsFailure(TlsResultType.STS_POLICY_FETCH_ERROR, "away");

  private final TestDnsServer dns = TestDnsServer.start();
  private final Map<String, CachedPolicy> rows = new HashMap<>();
  private Instant now = Instant.parse("2026-11-29T12:00:00Z");
  private Optional<StsPolicy> served = Optional.of(policy(StsMode.ENFORCE));
  private int fetches;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private final PolicyStore store =
      new PolicyStore() {
        @Override
        public Optional<CachedPolicy> find(String domain) {
          return Optional.ofNullable(rows.get(domain));
        }

        @Override
        public void put(CachedPolicy policy) {
          rows.put(policy.domain(), policy);
        }

        @Override
        public void used(String domain, Instant moment) {
          rows.computeIfPresent(
              domain,
              (any, row) ->
                  new CachedPolicy(domain, row.id(), row.policy(), row.fetched(), moment));
        }

        @Override
        public List<CachedPolicy> stale(Instant fetched, Instant used, int most) {
          return rows.values().stream()
              .filter(row -> row.fetched().isBefore(fetched) && row.used().isAfter(used))
              .toList();
        }

        @Override
        public void forget(Instant moment) {
          rows.values().removeIf(row -> row.until().isBefore(moment));
        }
      };

  private StsPolicies policies = started();

  /** As after a start: nothing is remembered but rows. */
  private StsPolicies started() {
    DnsSettings settings =
        new DnsSettings(
            List.of(dns.address()), Duration.ofSeconds(2), 1, 10, Duration.ZERO, Dnssec.NONE);
    PolicyFetch fetch =
        domain -> {
          fetches++;
          return served
              .<PolicyFetch.Fetched>map(PolicyFetch.Fetched.Policy::new)
              .orElseGet(() -> new PolicyFetch.Fetched.Failed(AWAY));
        };
    return new StsPolicies(
        new TxtLookup(new Dns(settings)),
        fetch,
        store,
        clock,
        () -> now.toEpochMilli() * 1_000_000);
  }

  private static StsPolicy policy(StsMode mode) {
    return new StsPolicy(mode, List.of("mx.a.test"), Duration.ofDays(7));
  }

  private void record(String id) {
    dns.clear();
    dns.add("_mta-sts.a.test", "TXT", "\"v=STSv1; id=" + id + ";\"");
  }

  private Optional<StsMode> mode() {
    return policies.find("a.test").policy().map(StsPolicy::mode);
  }

  @AfterEach
  void stop() {
    dns.close();
  }

  @Test
  void withoutRecordNothingIsFetched() {
    assertThat(policies.find("a.test")).isEqualTo(StsLookup.NOTHING);
    assertThat(fetches).isZero();
  }

  @Test
  void aPolicyIsFetchedOnceForEachId() {
    record("1");
    assertThat(mode()).contains(StsMode.ENFORCE);
    assertThat(mode()).contains(StsMode.ENFORCE);
    assertThat(fetches).isEqualTo(1);
    served = Optional.of(policy(StsMode.TESTING));
    record("2");
    assertThat(mode()).contains(StsMode.TESTING);
    assertThat(fetches).isEqualTo(2);
  }

  @Test
  void aRestartKeepsIt() {
    record("1");
    assertThat(mode()).contains(StsMode.ENFORCE);
    policies = started();
    served = Optional.empty();
    assertThat(mode()).contains(StsMode.ENFORCE);
    assertThat(fetches).isEqualTo(1);
  }

  @Test
  void neitherDnsNorTheWebServerEndAPolicyThatHolds() {
    record("1");
    assertThat(mode()).contains(StsMode.ENFORCE);
    dns.clear(); // the record is gone
    assertThat(mode()).contains(StsMode.ENFORCE);
    dns.fault("_mta-sts.a.test", TestDnsServer.Fault.SERVFAIL);
    assertThat(mode()).contains(StsMode.ENFORCE);
    served = Optional.empty();
    record("2"); // which cannot be fetched
    assertThat(policies.find("a.test"))
        .isEqualTo(new StsLookup(Optional.of(policy(StsMode.ENFORCE)), Optional.of(AWAY)));
    dns.clear();
    now = now.plus(Duration.ofDays(7)).plusSeconds(1);
    assertThat(policies.find("a.test")).isEqualTo(StsLookup.NOTHING);
  }

  @Test
  void afterAFailureTheHostRestsForFiveMinutes() {
    record("1");
    served = Optional.empty();
    assertThat(policies.find("a.test").failure()).contains(AWAY);
    assertThat(policies.find("a.test").failure()).contains(AWAY);
    assertThat(fetches).isEqualTo(1);
    now = now.plus(Duration.ofMinutes(5)).plusSeconds(1);
    served = Optional.of(policy(StsMode.ENFORCE));
    assertThat(mode()).contains(StsMode.ENFORCE);
    assertThat(fetches).isEqualTo(2);
  }

  @Test
  void modeNoneCountsAsNoPolicyAndEndsTheOneBefore() {
    record("1");
    assertThat(mode()).contains(StsMode.ENFORCE);
    served = Optional.of(policy(StsMode.NONE));
    record("2");
    assertThat(mode()).isEmpty();
    assertThat(store.find("a.test")).map(row -> row.policy().mode()).contains(StsMode.NONE);
  }

  @Test
  void whatIsUsedIsFetchedAgainBeforeItEnds() {
    record("1");
    assertThat(mode()).contains(StsMode.ENFORCE);
    policies.refresh(10);
    assertThat(fetches).isEqualTo(1); // it is young
    now = now.plus(Duration.ofDays(1)).plusSeconds(1);
    policies.refresh(10);
    assertThat(fetches).isEqualTo(2);
    assertThat(store.find("a.test")).map(CachedPolicy::fetched).contains(now);
    served = Optional.empty();
    now = now.plus(Duration.ofDays(2));
    policies.refresh(10);
    assertThat(mode()).contains(StsMode.ENFORCE); // it still holds
    now = now.plus(Duration.ofDays(8));
    policies.refresh(10);
    assertThat(rows).isEmpty();
  }

  @Test
  void whatNobodyUsesIsNot() {
    served = Optional.of(new StsPolicy(StsMode.ENFORCE, List.of("mx"), Duration.ofDays(300)));
    record("1");
    assertThat(mode()).contains(StsMode.ENFORCE);
    now = now.plus(Duration.ofDays(61));
    policies.refresh(10);
    assertThat(fetches).isEqualTo(1);
    assertThat(mode()).contains(StsMode.ENFORCE);
    policies.refresh(10);
    assertThat(fetches).isEqualTo(2);
  }
}
