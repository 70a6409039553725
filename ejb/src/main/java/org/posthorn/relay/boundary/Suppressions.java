package org.posthorn.relay.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.relay.control.RelayEnvironment;
import org.posthorn.relay.control.SuppressionRows;
import org.posthorn.relay.entity.Suppression;
import org.posthorn.relay.value.SuppressionEntry;

/**
 * The addresses that get no mail of an account: mail to them failed for good, thrice in a row or
 * once in a way that leaves no doubt, or somebody wanted it. What goes there fails at once.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Suppressions {
  @Inject SuppressionRows rows;
  @Inject RelayEnvironment environment;

  /**
   * A page of them, in the order of their ids.
   *
   * @param account whose; empty: everybody's
   * @param after the last id of the page before, or 0
   */
  public List<SuppressionEntry> list(Optional<Long> account, long after, int limit) {
    return rows.list(account, after, limit).stream().map(Suppressions::entry).toList();
  }

  /** Suppresses an address, and others that lead to the same mailbox. */
  public SuppressionEntry add(long account, Address address, String reason) {
    return add(account, address, reason, true);
  }

  /**
   * Suppresses an address, and others that lead to the same mailbox.
   *
   * @param manual whether somebody wants it; otherwise a program has found out that mail fails
   */
  public SuppressionEntry add(long account, Address address, String reason, boolean manual) {
    return entry(rows.suppress(account, address, reason, manual, environment.clock().instant()));
  }

  /** The entry by which an address gets no mail of an account; empty when it does. */
  public Optional<SuppressionEntry> find(long account, Address address) {
    return rows.find(account, address).map(Suppressions::entry);
  }

  /** What the addresses of one mailbox have in common, as entries are found by it. */
  public static String base(Address address) {
    return Suppression.base(address);
  }

  /** Lets mail go there again. Whether there was such an entry. */
  public boolean remove(long id) {
    return rows.remove(id);
  }

  private static SuppressionEntry entry(Suppression row) {
    return new SuppressionEntry(
        row.id(), row.account(), row.address(), row.manual(), row.reason(), row.created());
  }
}
