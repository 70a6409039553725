package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Optional;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.feed.boundary.ChangedElsewhere;

/** Tells other servers which mailboxes have changed; they look into the log then. */
@ApplicationScoped
public class ChangeFeed {
  @Inject ChangeTopic topic;

  /** What has changed. */
  public enum Kind {
    /** Messages of a mailbox. */
    MAILBOX,
    /** A mailbox is gone. */
    DELETED,
    /** The list of mailboxes of an account. */
    ACCOUNT,
    /** What all accounts may see of others. */
    ACCOUNTS
  }

  /** Something has changed. */
  public record Hint(Kind kind, long id) {}

  void changed(long mailboxId) {
    tell(Kind.MAILBOX, mailboxId);
  }

  void deleted(long mailboxId) {
    tell(Kind.DELETED, mailboxId);
  }

  void listChanged(long accountId) {
    tell(Kind.ACCOUNT, accountId);
  }

  /** What anybody sees may be different. */
  void listsChanged() {
    tell(Kind.ACCOUNTS, 0);
  }

  private void tell(Kind kind, long id) {
    topic.tell(kind.name(), id, "");
  }

  /** What another server tells of mailboxes; empty when it is about something else. */
  public Optional<Hint> of(ChangedElsewhere change) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().equals(change.kind()))
        .findAny()
        .map(kind -> new Hint(kind, change.id()));
  }
}
