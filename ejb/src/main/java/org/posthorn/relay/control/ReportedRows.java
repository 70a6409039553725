package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.events.boundary.Observers;
import org.posthorn.events.boundary.RecipientProgress.Kind;
import org.posthorn.events.boundary.RecipientReported;
import org.posthorn.kernel.Address;
import org.posthorn.mime.report.IncomingReport;
import org.posthorn.mime.report.IncomingReport.Fate;
import org.posthorn.relay.entity.OutgoingMessage;
import org.posthorn.relay.entity.OutgoingMessage.Result;

/** Finds the rows that a report of another server is about, and writes it down there. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class ReportedRows {
  private static final int MOST = 1000;

  @Inject Observers observers;
  @PersistenceContext EntityManager entities;

  /**
   * Writes a report into the history of the rows that it is about, once.
   *
   * @param account who got it; only its own mail is looked at
   * @param to the addresses that it came to: one may have the id of the delivery
   * @return the ids of the deliveries
   */
  public List<String> note(long account, List<Address> to, IncomingReport report, Instant now) {
    List<String> noted = new ArrayList<>();
    for (OutgoingMessage row : rows(account, to, report)) {
      fate(row, report)
          .filter(fate -> row.reported(result(fate, now)))
          .ifPresent(
              fate -> {
                noted.add(row.deliveryId());
                observers.reported(
                    () ->
                        new RecipientReported(
                            row.deliveryId(), row.recipient(), fate.action(), fate.status()));
                progress().reported(kind(fate.action()), row, result(fate, now));
              });
    }
    entities.flush();
    return noted;
  }

  // RFC 3464 §2.3.3
  private static Kind kind(String action) {
    return switch (action) {
      case "failed" -> Kind.FAILED;
      case "delayed" -> Kind.DELAYED;
      case "delivered" -> Kind.DELIVERED;
      case "relayed" -> Kind.RELAYED;
      case "expanded" -> Kind.EXPANDED;
      default -> Kind.UNRECOGNIZED;
    };
  }

  /**
   * Tells that something has come to addresses of which one may be unique for a message, and is no
   * report that could be read.
   *
   * @param account who got it; only its own mail is looked at
   */
  public void unrecognized(long account, List<Address> to, Instant now) {
    Result nothing = new Result(now, 0, "", "", "");
    for (Address each : to) {
      Optional<OutgoingMessage> row = sentFrom(each, account, 1).stream().findFirst();
      if (row.isPresent()) { // once for each that comes, however many recipients there were
        progress().tell(Kind.UNRECOGNIZED, row.get(), nothing);
        return;
      }
    }
  }

  private List<OutgoingMessage> rows(long account, List<Address> to, IncomingReport report) {
    List<OutgoingMessage> found = new ArrayList<>();
    for (Address each : to) {
      found.addAll(sentFrom(each, account, MOST));
    }
    if (found.isEmpty() && report.envelopeId().isPresent()) {
      found.addAll(
          rows(OutgoingMessage.REPORTED_ENVELOPE_ID, report.envelopeId().get(), account, MOST));
    }
    if (found.isEmpty() && report.messageId().isPresent()) {
      found.addAll(
          rows(OutgoingMessage.REPORTED_MESSAGE_ID, report.messageId().get(), account, MOST));
    }
    return found;
  }

  /**
   * Rows that have left with this reverse-path. The id alone says nothing: it is in Received of
   * each message, whatever reverse-path that has.
   */
  private List<OutgoingMessage> sentFrom(Address path, long account, int most) {
    return UniqueSenders.delivery(path).stream()
        .flatMap(id -> rows(OutgoingMessage.REPORTED_ID, id, account, most).stream())
        .filter(row -> isFrom(row, path))
        .toList();
  }

  private static boolean isFrom(OutgoingMessage row, Address path) {
    return row.envelope()
        .sender()
        .filter(sender -> sender.lookupKey().equals(path.lookupKey()))
        .isPresent();
  }

  private List<OutgoingMessage> rows(String query, String id, long account, int most) {
    return entities
        .createNamedQuery(query, OutgoingMessage.class)
        .setParameter("id", id)
        .setParameter("account", account)
        .setMaxResults(most)
        .getResultList();
  }

  // some servers say only whom the message was forwarded to
  private static Optional<Fate> fate(OutgoingMessage row, IncomingReport report) {
    Optional<Fate> named =
        report.recipients().stream()
            .filter(
                each ->
                    each.address().equals(row.recipient())
                        || each.original().equals(Optional.of(row.recipient())))
            .findFirst();
    return named;
  }

  private static Result result(Fate fate, Instant now) {
    String text = "Report: " + fate.action() + " " + fate.diagnostic();
    return new Result(now, 0, fate.status(), text.strip(), fate.host());
  }

  private RowProgress progress() {
    return new RowProgress(observers);
  }
}
