package org.posthorn.signing.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthorn.domains.boundary.DomainInfo;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.mailauth.dkim.DkimKeyLookup;
import org.posthorn.mailauth.dkim.DkimKeyLookup.Found;
import org.posthorn.signing.entity.DkimKey;
import org.posthorn.signing.value.DkimKeyState;
import org.posthorn.signing.value.DkimKeysChanged;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Leads keys through their life: a new one signs when its record is seen in DNS, those of the same
 * algorithm before it retire then, and are deleted when nothing that they signed can be on its way.
 */
@ApplicationScoped
public class KeyRotation {
  private static final System.Logger LOG = System.getLogger(KeyRotation.class.getName());

  @Inject DkimKeyRows rows;
  @Inject Domains domains;
  @Inject PublishedRecords records;
  @Inject SigningSettings settings;
  @Inject Transactions transactions;
  @Inject Event<DkimKeysChanged> changes;
  Clock clock = Clock.systemUTC();

  /** Does what is due. Waits for DNS. */
  public void turn() {
    List<DkimKey> pending = transactions.call(() -> rows.in(DkimKeyState.PENDING));
    Map<Long, String> names = names(pending);
    DkimKeyLookup lookup = records.lookup();
    for (DkimKey key : pending) {
      Optional.ofNullable(names.get(key.domainId()))
          .filter(domain -> published(lookup, domain, key))
          .ifPresent(domain -> activate(domain, key));
    }
    OffsetDateTime now = now();
    transactions.run(
        () ->
            rows.in(DkimKeyState.RETIRED).stream()
                .filter(key -> key.over(now))
                .forEach(this::forget));
  }

  private Map<Long, String> names(List<DkimKey> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    return domains.list("", Integer.MAX_VALUE).stream()
        .collect(Collectors.toMap(DomainInfo::id, DkimRecords::ascii));
  }

  private static boolean published(DkimKeyLookup lookup, String domain, DkimKey key) {
    return lookup.find(domain, key.selector()) instanceof Found.Key found
        && Arrays.equals(found.key().key().getEncoded(), key.publicKey());
  }

  private void activate(String domain, DkimKey key) {
    transactions.run(
        () ->
            rows.find(key.domainId(), key.selector())
                .filter(row -> row.state() == DkimKeyState.PENDING)
                .ifPresent(
                    row -> {
                      activate(row);
                      LOG.log(
                          System.Logger.Level.INFO,
                          "event=dkim-key-active domain={0} selector={1} cause=published",
                          domain,
                          row.selector());
                    }));
  }

  /** A key signs from now on, in place of others of its algorithm; in the caller's transaction. */
  public void activate(DkimKey key) {
    for (DkimKey other : rows.of(key.domainId())) {
      if (other.id() != key.id()
          && other.state() == DkimKeyState.ACTIVE
          && other.algorithm() == key.algorithm()) {
        retire(other);
      }
    }
    key.activate();
    rows.flush();
    changes.fire(new DkimKeysChanged(key.domainId()));
  }

  /** A key signs nothing any more; in the caller's transaction. */
  public void retire(DkimKey key) {
    key.retire(now().plus(settings.keepRetired()));
    rows.flush();
    changes.fire(new DkimKeysChanged(key.domainId()));
  }

  private void forget(DkimKey key) {
    LOG.log(
        System.Logger.Level.INFO,
        "event=dkim-key-deleted domain-id={0} selector={1} hint=\"its DNS record can be removed\"",
        Long.toString(key.domainId()),
        key.selector());
    rows.remove(key);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
  }
}
