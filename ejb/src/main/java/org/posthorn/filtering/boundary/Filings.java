package org.posthorn.filtering.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.posthorn.events.boundary.MessageDelivered;
import org.posthorn.filtering.control.FilingRules;
import org.posthorn.filtering.control.Rejects;
import org.posthorn.filtering.value.Filing;
import org.posthorn.filtering.value.Filing.Place;
import org.posthorn.filtering.value.Judgements;
import org.posthorn.kernel.Envelope;
import org.posthorn.mailboxes.boundary.Placement;

/** Brings messages to where they were judged to belong, and remembers from whom they came. */
@ApplicationScoped
public class Filings {
  @Inject FilingRules rules;
  @Inject Rejects rejects;
  @PersistenceContext EntityManager entities;
  Clock clock = Clock.systemUTC();

  /**
   * Where an account gets a message. Not within a transaction: mailboxes are made where they are
   * missing.
   *
   * @return none: in the INBOX
   */
  public List<Placement> placements(Envelope envelope, long account) {
    return Filing.of(envelope, account).map(rules::placements).orElse(List.of());
  }

  /** Whether it was decided where an account gets a message. */
  public boolean decided(Envelope envelope, long account) {
    return Filing.of(envelope, account).isPresent();
  }

  /** What is to be noted when an account has got it; empty text for nothing. */
  public String note(Envelope envelope, long account) {
    Optional<Filing> filing = Filing.of(envelope, account);
    if (filing.isEmpty()) { // to the junk by us, and not by the account
      return envelope.options().suspect()
          ? rules.note(new Filing(account, Place.JUNK, ""), Judgements.NONE.note())
          : "";
    }
    return Filing.note(envelope).map(note -> rules.note(filing.get(), note)).orElse("");
  }

  /** Whether a message was refused, and is only kept to be looked at: by its {@link #note}. */
  public static boolean isRefused(String note) {
    return !note.isEmpty() && FilingRules.noted(note).place() == Place.REJECTS;
  }

  // within the transaction of the delivery
  void delivered(@Observes MessageDelivered event) {
    if (event.note().isEmpty()) {
      return;
    }
    FilingRules.Noted noted = FilingRules.noted(event.note());
    entities
        .createNativeQuery(
            "INSERT INTO arrival (account_id, content_id, delivery_id, mailbox_id, received_at,"
                + " filed, message_digest, facts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        .setParameter(1, event.account())
        .setParameter(2, event.contentId())
        .setParameter(3, event.deliveryId())
        .setParameter(4, noted.mailbox())
        .setParameter(5, clock.instant().getEpochSecond())
        .setParameter(6, noted.place().code())
        .setParameter(7, noted.messageDigest())
        .setParameter(8, noted.facts())
        .executeUpdate();
    rejects.delivered(event.account(), noted);
  }
}
