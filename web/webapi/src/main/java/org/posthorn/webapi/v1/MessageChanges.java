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
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mailstore.Outcome;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.Submissions;
import org.posthorn.webapi.problem.ProblemException;
import org.posthorn.webapi.v0.StoredMessage;

/** Changes messages for the API. Durable on return. */
@ApplicationScoped
public class MessageChanges {
  @Inject MailStore stores;
  @Inject Submissions submissions;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public MessageChanges() {}

  void change(Login login, long id, MessagePatch patch) {
    AccountStore store = stores.as(login);
    Optional<Long> target = patch.mailbox().map(name -> mailbox(store, name));
    for (MessagePlace place : places(store, id)) {
      flag(store, place, FlagChange.Operation.ADD, patch.addFlags());
      flag(store, place, FlagChange.Operation.REMOVE, patch.removeFlags());
      if (target.filter(to -> to != place.mailbox()).isPresent()) {
        UidSet uid = UidSet.of(place.uid());
        submissions.takeBackDrafts(login, place.mailbox(), uid);
        need(store.messages().move(place.mailbox(), uid, target.get()));
      }
    }
  }

  private static long mailbox(AccountStore store, String name) {
    return MailboxName.parse(name)
        .flatMap(store.folders().list()::find)
        .map(MailboxList.Mailbox::id)
        .orElseThrow(() -> ProblemException.badRequest("mailbox", "does not exist"));
  }

  private static void flag(
      AccountStore store,
      MessagePlace place,
      FlagChange.Operation operation,
      Optional<List<String>> names) {
    if (names.filter(it -> !it.isEmpty()).isPresent()) {
      FlagChange change = new FlagChange(operation, Flags.of(names.get()));
      need(
          store
              .messages()
              .store(place.mailbox(), UidSet.of(place.uid()), change, OptionalLong.empty()));
    }
  }

  void delete(Login login, long id) {
    AccountStore store = stores.as(login);
    FlagChange deleted =
        new FlagChange(FlagChange.Operation.ADD, new Flags(Flags.DELETED, List.of()));
    for (MessagePlace place : places(store, id)) {
      UidSet uid = UidSet.of(place.uid());
      submissions.takeBackDrafts(login, place.mailbox(), uid);
      need(store.messages().store(place.mailbox(), uid, deleted, OptionalLong.empty()));
      need(store.messages().expunge(place.mailbox(), uid));
    }
  }

  private static List<MessagePlace> places(AccountStore store, long id) {
    List<MessagePlace> places = StoredMessage.places(store, id);
    if (places.isEmpty()) {
      throw ProblemException.notFound();
    }
    return places;
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
