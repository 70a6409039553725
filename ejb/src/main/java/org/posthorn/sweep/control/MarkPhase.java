package org.posthorn.sweep.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.posthorn.hooks.boundary.WebhookReferences;
import org.posthorn.mailboxes.boundary.MailboxReferences;
import org.posthorn.relay.boundary.RelayReferences;
import org.posthorn.sending.boundary.SubmissionReferences;
import org.posthorn.spool.boundary.SpoolReferences;

/**
 * Finds out to which records somebody refers: first what becomes orders, mail that waits for its
 * moment in pages' table or in the outgoing queue; then orders, because they become rows; then
 * outgoing mail again, what webhooks are to be told, and the mailboxes. No transaction is open
 * meanwhile, so that nobody has to wait for its end.
 */
@ApplicationScoped
public class MarkPhase {
  private static final int MOST = 16_000_000; // 64 MiB and somewhat more

  @Resource(lookup = "java:app/jdbc/posthorn")
  DataSource database;

  @Inject MailboxReferences mailboxes;
  @Inject RelayReferences relay;
  @Inject SpoolReferences spool;
  @Inject SubmissionReferences submissions;
  @Inject WebhookReferences webhooks;

  int most = MOST;

  /** Looks at the segments from a number on; empty when it is not certain that all was seen. */
  Optional<LiveOffsets> mark(int first, Runnable pace) {
    LiveOffsets live = new LiveOffsets(first, most);
    try (Connection connection = database.getConnection()) { // in auto-commit mode
      submissions.tell(connection, live::add); // they become orders
      relay.tell(connection, live::add); // so does what was kept back: ADR 72
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not tell what waits", e);
    }
    if (!spool.tell(live::add, live::unknown, pace)) {
      return Optional.empty();
    }
    try (Connection connection = database.getConnection()) { // in auto-commit mode
      relay.tell(connection, live::add);
      webhooks.tell(connection, live::add); // what is told of mail that has left, or was expunged
      return mailboxes.tell(connection, live::add, pace) ? Optional.of(live) : Optional.empty();
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not tell what it refers to", e);
    }
  }
}
