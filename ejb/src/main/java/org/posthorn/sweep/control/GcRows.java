package org.posthorn.sweep.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.posthorn.content.boundary.ContentSegments.Listing;
import org.posthorn.sweep.entity.LastSweep;
import org.posthorn.sweep.entity.SegmentMark;
import org.posthorn.sweep.entity.SweepState;
import org.posthorn.sweep.value.GcReport;
import org.posthorn.transactions.boundary.Transactions;

/** The rows of marks and sweeps. Each call is a transaction of its own. */
@ApplicationScoped
public class GcRows {
  @Inject Transactions transactions;
  @PersistenceContext EntityManager entities;

  /** Claims the work up to a time, or longer than before; false when another server has it. */
  boolean claim(String claim, long now, long until) {
    return transactions.call(
        () ->
            entities
                    .createNamedQuery(SweepState.CLAIM)
                    .setParameter("claim", claim)
                    .setParameter("now", now)
                    .setParameter("until", until)
                    .executeUpdate()
                == 1);
  }

  /** Ends claims like this, as in SQL's {@code like}. */
  void release(String claim) {
    transactions.run(
        () ->
            entities
                .createNamedQuery(SweepState.RELEASE)
                .setParameter("claim", claim)
                .executeUpdate());
  }

  /** Gives the database the name by which its content will know it, unless it has one. */
  void own(String owner) {
    transactions.run(
        () ->
            entities.createNamedQuery(SweepState.OWN).setParameter("owner", owner).executeUpdate());
  }

  private <T> T state(Function<SweepState, T> question) {
    return transactions.call(() -> question.apply(entities.find(SweepState.class, SweepState.ID)));
  }

  /** What the database's clock says, which is one for all servers. */
  Instant now() {
    Object now =
        transactions.call(
            () -> entities.createNamedQuery(SweepState.NOW, Object.class).getSingleResult());
    return now instanceof OffsetDateTime time ? time.toInstant() : ((Timestamp) now).toInstant();
  }

  /** The name by which its content knows this database. */
  Optional<String> contentOwner() {
    return state(SweepState::contentOwner);
  }

  /** The number of the server that has claimed the work. */
  Optional<Long> claimant() {
    return state(SweepState::claimant);
  }

  /** Whether a server has claimed the work. */
  public boolean running(long now) {
    return state(row -> row.claimed(now));
  }

  /** What the last run has brought. */
  public Optional<GcReport> last() {
    return state(row -> row.last().report());
  }

  /** Writes down what a run brought. */
  void ended(GcReport report) {
    transactions.run(
        () -> entities.find(SweepState.class, SweepState.ID).ended(new LastSweep(report)));
  }

  /** What is noted of a segment. */
  Optional<SegmentMark> mark(int segment) {
    return transactions.call(() -> Optional.ofNullable(entities.find(SegmentMark.class, segment)));
  }

  /** Notes it. */
  void save(SegmentMark mark) {
    transactions.run(() -> entities.merge(mark));
  }

  /** Forgets segments that are there no more. */
  void forgetAllBut(Listing listing) {
    transactions
        .call(() -> entities.createNamedQuery(SegmentMark.ALL, Integer.class).getResultList())
        .stream()
        .filter(segment -> !listing.resting().containsKey(segment))
        .filter(segment -> !listing.others().contains(segment))
        .forEach(this::forget);
  }

  /** Nothing is to be noted of a segment any more. */
  void forget(int segment) {
    transactions.run(
        () -> {
          SegmentMark mark = entities.find(SegmentMark.class, segment);
          if (mark != null) {
            entities.remove(mark);
          }
        });
  }
}
