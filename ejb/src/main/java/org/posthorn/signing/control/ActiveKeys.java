package org.posthorn.signing.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.posthorn.domains.boundary.DomainInfo;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.DomainsChanged;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.mailauth.dkim.DkimSigner;
import org.posthorn.mailauth.dkim.SigningKey;
import org.posthorn.signing.entity.DkimKey;
import org.posthorn.signing.value.DkimKeyState;
import org.posthorn.signing.value.DkimKeysChanged;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Tells with what mail of a domain is signed, mostly from memory. A change counts at once here and
 * is told to other servers; in any case it is seen after {@link #LIFE}.
 */
@ApplicationScoped
public class ActiveKeys {
  /** What is told to other servers. */
  static final String CHANGED = "DKIM_KEYS";

  private static final long LIFE = TimeUnit.SECONDS.toNanos(10);
  private static final int CAPACITY = 10_000;

  @Inject Domains domains;
  @Inject DkimKeyRows rows;
  @Inject KeyMaker maker;
  @Inject SigningSettings settings;
  @Inject Transactions transactions;
  @Inject ChangeTopic topic;

  private final Map<String, Remembered> signers = new ConcurrentHashMap<>();
  private final Map<Long, PrivateKey> parsed = new ConcurrentHashMap<>(); // a row's never changes

  private record Remembered(Optional<DkimSigner> signer, long at) {}

  /**
   * With what mail is signed whose author is in a domain: with all active keys of that domain, or
   * else of the next one above it that is ours (a host's reports are signed by its domain).
   *
   * @param domain in its normal form
   * @return empty where there is no such key
   * @throws org.posthorn.signing.value.KeysUnreadable when keys cannot be decrypted
   */
  public Optional<DkimSigner> signer(String domain) {
    Remembered known = signers.get(domain);
    if (known != null && System.nanoTime() - known.at() < LIFE) {
      return known.signer();
    }
    if (signers.size() >= CAPACITY) {
      signers.clear();
    }
    long now = System.nanoTime();
    Optional<DkimSigner> signer = ours(domain).flatMap(this::load);
    signers.put(domain, new Remembered(signer, now));
    return signer;
  }

  private Optional<DomainInfo> ours(String domain) {
    for (String name = domain; name.contains("."); name = name.substring(name.indexOf('.') + 1)) {
      Optional<DomainInfo> found = domains.find(name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<DkimSigner> load(DomainInfo domain) {
    List<SigningKey> keys = new ArrayList<>();
    for (DkimKey key : transactions.call(() -> rows.of(domain.id()))) {
      if (key.state() == DkimKeyState.ACTIVE) {
        PrivateKey half = parsed.computeIfAbsent(key.id(), any -> maker.read(key));
        keys.add(new SigningKey(DkimRecords.ascii(domain), key.selector(), key.algorithm(), half));
      }
    }
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(new DkimSigner(keys, settings.validity()));
  }

  void on(@Observes(during = TransactionPhase.AFTER_COMPLETION) DkimKeysChanged change) {
    forget();
    topic.tell(CHANGED, change.domainId(), "");
  }

  void on(@Observes(during = TransactionPhase.AFTER_COMPLETION) DomainsChanged change) {
    forget();
  }

  void on(@Observes ChangedElsewhere change) {
    if (change.kind().equals(CHANGED) || change.kind().equals("DOMAINS")) {
      forget();
    }
  }

  private void forget() {
    signers.clear();
    parsed.clear();
  }
}
