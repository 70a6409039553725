package org.posthorn.sweep.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one row of the installation: which content belongs to this database, who sweeps now, and what
 * the last run brought. A claim ends by itself.
 */
@Entity
@Table(name = "content_sweep")
@NamedQuery(
    name = SweepState.CLAIM,
    query =
        "update SweepState s set s.claim = :claim, s.claimedUntil = :until"
            + " where s.id = 1 and (s.claim = :claim or s.claimedUntil <= :now)")
@NamedQuery(
    name = SweepState.RELEASE,
    query = "update SweepState s set s.claimedUntil = 0 where s.id = 1 and s.claim like :claim")
@NamedQuery(
    name = SweepState.NOW,
    query = "select CURRENT_TIMESTAMP from SweepState s where s.id = 1")
@NamedQuery(
    name = SweepState.OWN,
    query =
        "update SweepState s set s.contentOwner = :owner where s.id = 1 and s.contentOwner is null")
public class SweepState {

  /** Claims the work, or goes on with {@code :claim}, unless another has it {@code :now}. */
  public static final String CLAIM = "SweepState.claim";

  /** Ends claims like {@code :claim}. */
  public static final String RELEASE = "SweepState.release";

  /** Gives the database its name, unless it has one. */
  public static final String OWN = "SweepState.own";

  /** What time it is. */
  public static final String NOW = "SweepState.now";

  /** The id of the row. */
  public static final int ID = 1;

  @Id private int id;

  @Column(name = "content_owner")
  private @Nullable String contentOwner;

  private @Nullable String claim;

  @Column(name = "claimed_until")
  private long claimedUntil;

  @Embedded private LastSweep last;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected SweepState() {}

  /** The name by which its content knows this database. */
  public Optional<String> contentOwner() {
    return Optional.ofNullable(contentOwner);
  }

  /** The number of the server that has claimed the work, even if the time of the claim is over. */
  public Optional<Long> claimant() {
    return Optional.ofNullable(claim)
        .map(text -> text.substring(0, Math.max(0, text.indexOf(':'))))
        .filter(text -> claimedUntil > 0 && text.matches("[0-9]{1,18}"))
        .map(Long::parseLong);
  }

  /** Whether a server has claimed the work. */
  public boolean claimed(long now) {
    return claim != null && claimedUntil > now;
  }

  /** What the last run brought. */
  public LastSweep last() {
    return last;
  }

  /** A run has ended. */
  public void ended(LastSweep run) {
    last = run;
  }
}
