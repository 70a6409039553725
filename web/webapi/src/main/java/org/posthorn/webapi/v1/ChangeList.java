package org.posthorn.webapi.v1;

import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.ChangedMailbox;
import org.posthorn.mailstore.ChangedMailboxes;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Outcome;
import org.posthorn.webapi.problem.ProblemException;

/** What has changed since a state. */
public record ChangeList(
    @Schema(description = "since of the next request") String state,
    @Schema(description = "Whether there are more changes, which the next request tells")
        boolean more,
    @Schema(
            description =
                "Messages that came or whose flags have changed; some may be named again, or have"
                    + " not changed")
        List<Change> changed,
    @Schema(description = "What is in a mailbox no more") List<Removal> removed) {
  /** The most messages of one answer. */
  static final int MOST = 1_000;

  /** A message that has changed. */
  public record Change(
      String id,
      @Schema(example = "INBOX") String mailbox,
      @Schema(description = "By which removed names it", example = "9") long uid,
      List<String> flags) {}

  /** Messages that went. */
  public record Removal(
      @Schema(description = "The id of the mailbox", example = "17") String mailboxId,
      @Schema(description = "Absent when the mailbox itself is gone", example = "INBOX")
          Optional<String> mailbox,
      @Schema(
              description =
                  "UIDs of messages that went, perhaps of some that were never told; absent when"
                      + " the mailbox is gone with all of them",
              example = "3:5,9")
          Optional<String> uids) {}

  /** The state now. */
  static ChangeList none(AccountStore store) {
    String state = Long.toString(store.changes().messagesSince(0).state());
    return new ChangeList(state, false, List.of(), List.of());
  }

  /** What has changed since then, or the next part of it. */
  static ChangeList since(AccountStore store, ChangePosition position) {
    ChangedMailboxes found = store.changes().messagesSince(position.since());
    long then = position.then().orElse(found.state());
    Map<Long, String> names =
        store.folders().list().all().stream()
            .collect(Collectors.toMap(MailboxList.Mailbox::id, it -> it.name().text()));
    List<Change> changed = new ArrayList<>();
    List<Removal> removed = new ArrayList<>();
    List<ChangedMailbox> mailboxes =
        found.mailboxes().stream()
            .filter(each -> each.mailboxId() >= position.mailbox())
            .sorted(Comparator.comparingLong(ChangedMailbox::mailboxId))
            .toList();
    for (ChangedMailbox each : mailboxes) {
      String id = Long.toString(each.mailboxId());
      Optional<MailboxView> view = view(store, each.mailboxId());
      if (view.isEmpty()) {
        removed.add(new Removal(id, Optional.empty(), Optional.empty()));
        continue;
      }
      Optional<String> name = Optional.of(names.getOrDefault(each.mailboxId(), ""));
      MailboxCursor cursor = view.get().cursor(0);
      long told = each.mailboxId() == position.mailbox() ? position.uid() : 0;
      while (cursor.nextChanged(each.modSeq())) {
        if (cursor.uid() <= told) {
          continue;
        }
        if (changed.size() == MOST) {
          ChangePosition here =
              new ChangePosition(position.since(), Optional.of(then), each.mailboxId(), told);
          return new ChangeList(here.text(), true, changed, removed);
        }
        told = cursor.uid();
        changed.add(
            new Change(
                Long.toString(cursor.contentId()),
                name.get(),
                told,
                MessageSummary.names(view.get().keywords().flags(cursor.bits()))));
      }
      UidSet gone = gone(store, each);
      if (!gone.isEmpty()) {
        removed.add(new Removal(id, name, Optional.of(gone.toString())));
      }
    }
    return new ChangeList(ChangePosition.at(then).text(), false, changed, removed);
  }

  /** Empty when the mailbox is gone. */
  private static Optional<MailboxView> view(AccountStore store, long mailbox) {
    Outcome<MailboxView> outcome = store.messages().view(mailbox);
    if (outcome instanceof Outcome.Refused<MailboxView> refused
        && refused.reason() == Outcome.Refusal.UNAVAILABLE) {
      throw unavailable();
    }
    return outcome.result();
  }

  private static UidSet gone(AccountStore store, ChangedMailbox mailbox) {
    return store
        .messages()
        .expungedSince(mailbox.mailboxId(), mailbox.modSeq())
        .result()
        .orElseThrow(ChangeList::unavailable);
  }

  private static ProblemException unavailable() {
    return ProblemException.retryLater(
        Response.Status.SERVICE_UNAVAILABLE, "The mailbox is not available, try again", 10);
  }
}
