package org.posthorn.webapi.v1;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.StoreResult;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.Submissions;
import org.posthorn.webapi.problem.ProblemException;
import org.posthorn.webapi.v1.MessageState.Copy;

/** Changes messages for the API. Durable on return. */
@ApplicationScoped
public class MessageChanges {
  @Inject MailStore stores;
  @Inject Submissions submissions;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public MessageChanges() {}

  /**
   * Changes the flags of all copies of a message, and moves one copy.
   *
   * @param guarded whether it is done only as long as the message is in that state; a problem (412)
   *     when it is not. A copy is compared just before it is moved, all else in the same step
   */
  void change(Login login, MessageState state, boolean guarded, MessagePatch patch) {
    AccountStore store = stores.as(login);
    Optional<Long> target = patch.mailbox().map(name -> mailbox(store, "mailbox", name));
    Copy moved = copy(store, state, "from", patch.from());
    for (Copy each : state.copies()) {
      Copy added = flag(store, each, guarded, FlagChange.Operation.ADD, patch.addFlags());
      Copy left = flag(store, added, guarded, FlagChange.Operation.REMOVE, patch.removeFlags());
      if (each.equals(moved) && target.filter(to -> to != each.place().mailbox()).isPresent()) {
        move(login, state, left, guarded, target.get());
      }
    }
  }

  private void move(Login login, MessageState state, Copy copy, boolean guarded, long target) {
    if (state.copies().stream().anyMatch(each -> each.place().mailbox() == target)) {
      delete(login, copy, guarded); // it is there already
      return;
    }
    AccountStore store = stores.as(login);
    demandUnchanged(store, copy, guarded);
    UidSet uid = UidSet.of(copy.place().uid());
    submissions.takeBackDrafts(login, copy.place().mailbox(), uid);
    need(store.messages().move(copy.place().mailbox(), uid, target));
  }

  /** The copy in a mailbox, or else the first one. */
  private static Copy copy(
      AccountStore store, MessageState state, String member, Optional<String> name) {
    Optional<Long> mailbox = name.map(it -> mailbox(store, member, it));
    return state.copies().stream()
        .filter(each -> mailbox.isEmpty() || mailbox.get() == each.place().mailbox())
        .findFirst()
        .orElseThrow(() -> ProblemException.badRequest(member, "does not have the message"));
  }

  private static long mailbox(AccountStore store, String member, String name) {
    return MailboxName.parse(name)
        .flatMap(store.folders().list()::find)
        .filter(mailbox -> !mailbox.foreign()) // messages there have no ids here
        .map(MailboxList.Mailbox::id)
        .orElseThrow(() -> ProblemException.badRequest(member, "does not exist"));
  }

  /** The copy after it. */
  private static Copy flag(
      AccountStore store,
      Copy copy,
      boolean guarded,
      FlagChange.Operation operation,
      Optional<List<String>> names) {
    if (names.filter(it -> !it.isEmpty()).isEmpty()) {
      return copy;
    }
    FlagChange change = new FlagChange(operation, Flags.of(names.get()));
    StoreResult result = store(store, copy, guarded, change);
    return new Copy(copy.place(), MessageState.modSeq(result.view(), copy.place().uid()));
  }

  private static StoreResult store(
      AccountStore store, Copy copy, boolean guarded, FlagChange change) {
    OptionalLong unchangedSince = guarded ? OptionalLong.of(copy.modSeq()) : OptionalLong.empty();
    UidSet uid = UidSet.of(copy.place().uid());
    StoreResult result =
        need(store.messages().store(copy.place().mailbox(), uid, change, unchangedSince));
    if (!result.modified().isEmpty()) {
      throw changed();
    }
    return result;
  }

  private static void demandUnchanged(AccountStore store, Copy copy, boolean guarded) {
    if (guarded && MessageState.modSeq(store, copy.place()) != copy.modSeq()) {
      throw changed();
    }
  }

  /** Of RFC 9110 §13.1.1. */
  static ProblemException changed() {
    return ProblemException.of(
        Response.Status.PRECONDITION_FAILED, "The message has changed meanwhile");
  }

  /**
   * Deletes one copy of a message.
   *
   * @param mailbox where; empty for the first copy
   * @param guarded as for {@link #change}
   */
  void delete(Login login, MessageState state, boolean guarded, Optional<String> mailbox) {
    delete(login, copy(stores.as(login), state, "mailbox", mailbox), guarded);
  }

  private void delete(Login login, Copy copy, boolean guarded) {
    AccountStore store = stores.as(login);
    FlagChange deleted =
        new FlagChange(FlagChange.Operation.ADD, new Flags(Flags.DELETED, List.of()));
    UidSet uid = UidSet.of(copy.place().uid());
    store(store, copy, guarded, deleted);
    submissions.takeBackDrafts(login, copy.place().mailbox(), uid);
    need(store.messages().expunge(copy.place().mailbox(), uid));
  }

  private static <T> T need(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Refused<T> refused) {
      throw switch (refused.reason()) {
        case NONEXISTENT, EXPUNGEISSUED -> ProblemException.notFound();
        case NOPERM ->
            ProblemException.of(Response.Status.FORBIDDEN, "The account may not do this");
        case UNAVAILABLE ->
            ProblemException.of(Response.Status.SERVICE_UNAVAILABLE, "Try again later");
        case OVERQUOTA -> ProblemException.of(Response.Status.CONFLICT, "The account is full");
        default -> ProblemException.of(Response.Status.CONFLICT, "This cannot be done");
      };
    }
    return outcome.result().orElseThrow();
  }
}
