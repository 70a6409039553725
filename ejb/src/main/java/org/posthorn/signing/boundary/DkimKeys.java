package org.posthorn.signing.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.posthorn.domains.boundary.DomainInfo;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.mailauth.dkim.DkimAlgorithm;
import org.posthorn.signing.control.DkimKeyRows;
import org.posthorn.signing.control.DkimRecords;
import org.posthorn.signing.control.FirstKeys;
import org.posthorn.signing.control.KeyMaker;
import org.posthorn.signing.control.KeyRotation;
import org.posthorn.signing.entity.DkimKey;
import org.posthorn.signing.entity.DkimKey.Halves;
import org.posthorn.signing.value.DkimKeyInfo;
import org.posthorn.signing.value.DkimKeyState;
import org.posthorn.signing.value.DkimKeysChanged;
import org.posthorn.signing.value.KeysUnreadable;
import org.posthorn.transactions.boundary.RetryOnConflict;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Keeps the keys that domains sign their mail with. Domains come in any case, as A-labels or
 * U-labels.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DkimKeys {
  /** Most keys of a domain, those that have retired included. */
  public static final int MAX_KEYS = 20;

  private static final String SELECTOR = "selector";
  private static final String STATE = "state";

  @Inject Domains domains;
  @Inject DkimKeyRows rows;
  @Inject FirstKeys first;
  @Inject KeyMaker maker;
  @Inject KeyRotation rotation;
  @Inject Transactions transactions;
  @Inject RetryOnConflict contested;
  @Inject Event<DkimKeysChanged> changes;
  Clock clock = Clock.systemUTC();

  /**
   * The keys of a domain, oldest first; a new domain gets its first ones now. Empty when there is
   * no such domain.
   */
  public Optional<List<DkimKeyInfo>> list(String domain) {
    Optional<DomainInfo> known = domains.find(domain);
    known.ifPresent(first::make);
    return known.map(
        info ->
            transactions.call(() -> rows.of(info.id())).stream()
                .map(key -> DkimRecords.info(info, key))
                .toList());
  }

  /** One key. */
  public Optional<DkimKeyInfo> find(String domain, String selector) {
    return list(domain).stream()
        .flatMap(List::stream)
        .filter(key -> key.selector().equals(selector))
        .findAny();
  }

  /**
   * Makes a key, which signs when its record is seen in DNS; those of the same algorithm retire
   * then.
   *
   * @param algorithm {@code rsa-sha256} or {@code ed25519-sha256}
   * @param selector a label of DNS; made of the day and the algorithm where it is empty
   */
  public Result<DkimKeyInfo> create(String domain, String algorithm, Optional<String> selector) {
    Optional<DomainInfo> known = domains.find(domain);
    if (known.isEmpty()) {
      return Result.refused(Objection.unknown("name"));
    }
    Optional<DkimAlgorithm> kind =
        DkimAlgorithm.named(algorithm).filter(each -> each != DkimAlgorithm.RSA_SHA1);
    if (kind.isEmpty()) {
      return Result.refused(Objection.invalid("algorithm", "must be rsa-sha256 or ed25519-sha256"));
    }
    if (selector.isPresent() && !selector.get().matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
      return Result.refused(
          Objection.invalid(SELECTOR, "must be a label of DNS in lower case")); // RFC 1035 §2.3.1
    }
    first.make(known.get());
    OffsetDateTime now = now();
    String name = selector.orElseGet(() -> free(known.get(), FirstKeys.selector(now, kind.get())));
    try {
      Halves halves = maker.make(kind.get(), known.get().id(), name);
      DkimKey key = new DkimKey(known.get().id(), name, halves, now);
      return write(SELECTOR, () -> add(known.get(), key));
    } catch (KeysUnreadable e) {
      return Result.refused(Objection.conflict("name", "cannot get keys: " + e.getMessage()));
    }
  }

  private String free(DomainInfo domain, String wanted) {
    List<String> taken =
        transactions.call(() -> rows.of(domain.id())).stream().map(DkimKey::selector).toList();
    String name = wanted;
    for (int i = 2; taken.contains(name); i++) {
      name = wanted + i;
    }
    return name;
  }

  private Result<DkimKeyInfo> add(DomainInfo domain, DkimKey key) {
    List<DkimKey> there = rows.of(domain.id());
    if (there.stream().anyMatch(other -> other.selector().equals(key.selector()))) {
      return Result.refused(Objection.conflict(SELECTOR, "exists already"));
    }
    if (there.size() >= MAX_KEYS) {
      return Result.refused(Objection.conflict("name", "has " + MAX_KEYS + " keys already"));
    }
    rows.add(key);
    changes.fire(new DkimKeysChanged(domain.id()));
    return Result.done(DkimRecords.info(domain, key));
  }

  /**
   * Moves a key on: {@code ACTIVE} makes it sign from now on, in place of others of its algorithm;
   * {@code RETIRED} makes it sign nothing any more.
   */
  public Result<DkimKeyInfo> move(String domain, String selector, DkimKeyState state) {
    if (state == DkimKeyState.PENDING) {
      return Result.refused(Objection.invalid(STATE, "must be active or retired"));
    }
    return change(
        domain,
        selector,
        key -> {
          if (key.state() == state) {
            return Optional.empty();
          }
          if (state == DkimKeyState.ACTIVE) {
            rotation.activate(key);
          } else {
            rotation.retire(key);
          }
          return Optional.empty();
        });
  }

  /** Removes a key that does not sign. */
  public Result<DkimKeyInfo> remove(String domain, String selector) {
    return change(
        domain,
        selector,
        key -> {
          if (key.state() == DkimKeyState.ACTIVE) {
            return Optional.of(Objection.conflict(STATE, "is active; retire the key first"));
          }
          rows.remove(key);
          changes.fire(new DkimKeysChanged(key.domainId()));
          return Optional.empty();
        });
  }

  /** What is done with a key; gives what stands against it. */
  private interface Change {
    Optional<Objection> to(DkimKey key);
  }

  private Result<DkimKeyInfo> change(String domain, String selector, Change change) {
    Optional<DomainInfo> known = domains.find(domain);
    if (known.isEmpty()) {
      return Result.refused(Objection.unknown("name"));
    }
    return write(
        SELECTOR,
        () -> {
          Optional<DkimKey> key = rows.find(known.get().id(), selector);
          if (key.isEmpty()) {
            return Result.refused(Objection.unknown(SELECTOR));
          }
          Optional<Objection> objection = change.to(key.get());
          return objection.isPresent()
              ? Result.refused(objection.get())
              : Result.done(DkimRecords.info(known.get(), key.get()));
        });
  }

  private Result<DkimKeyInfo> write(String field, Supplier<Result<DkimKeyInfo>> work) {
    return contested
        .call(work)
        .orElseGet(
            () ->
                Result.refused(Objection.conflict(field, "is being changed by others; try again")));
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
  }
}
