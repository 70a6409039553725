package org.posthorn.webapi.v0;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.reading.ReadableMessage;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.SendingSettings;
import org.posthorn.sending.boundary.Submissions;

/** Reads and changes messages, which are named by their numbers. */
@ApplicationScoped
public class MessageMethods {
  private static final Pattern FLAG = // RFC 9051 §9, flag
      Pattern.compile("(?i)\\\\(Seen|Flagged|Answered|Draft|Deleted)|[A-Za-z0-9$._+:-]{1,60}");
  private static final int MOST_FLAGS = 50;

  @Inject MailStore stores;
  @Inject Submissions submissions;
  @Inject SendingSettings server;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public MessageMethods() {}

  MessageGetResult get(Login login, MethodRequest request) {
    StoredMessage stored = only(login, request);
    ReadableMessage message =
        ReadableMessage.of(stored.facts(), stored.content(), server.hostName());
    return MessageGetResult.of(
        stored, message, mailbox(stores.as(login), stored.place().mailbox()));
  }

  private static String mailbox(AccountStore store, long id) {
    return store.folders().list().all().stream()
        .filter(each -> each.id() == id)
        .map(each -> each.name().isInbox() ? "Inbox" : each.name().text())
        .findFirst()
        .orElse("");
  }

  RawAnswer raw(Login login, MethodRequest request) {
    return RawAnswer.of(only(login, request));
  }

  RawAnswer part(Login login, MethodRequest request) {
    List<Long> path = request.members().numbers("PartPath");
    StoredMessage stored = only(login, request);
    MessagePart part =
        stored
            .part(path)
            .orElseThrow(() -> new MethodFailure("partNotFound", "There is no such part"));
    return RawAnswer.of(stored, part);
  }

  private StoredMessage only(Login login, MethodRequest request) {
    long id = request.members().number("MsgID");
    request.members().end();
    return StoredMessage.find(stores.as(login), id).orElseThrow(MethodFailure::noMessage);
  }

  EmptyResult delete(Login login, MethodRequest request) {
    AccountStore store = stores.as(login);
    delete(login, places(store, request).get(0)); // other copies stay, as that in Sent
    return new EmptyResult();
  }

  private void delete(Login login, MessagePlace place) {
    AccountStore store = stores.as(login);
    FlagChange deleted =
        new FlagChange(FlagChange.Operation.ADD, new Flags(Flags.DELETED, List.of()));
    UidSet uid = UidSet.of(place.uid());
    submissions.takeBackDrafts(login, place.mailbox(), uid);
    need(store.messages().store(place.mailbox(), uid, deleted, OptionalLong.empty()));
    need(store.messages().expunge(place.mailbox(), uid));
  }

  EmptyResult addFlags(Login login, MethodRequest request) {
    return change(stores.as(login), request, FlagChange.Operation.ADD);
  }

  EmptyResult removeFlags(Login login, MethodRequest request) {
    return change(stores.as(login), request, FlagChange.Operation.REMOVE);
  }

  private static EmptyResult change(
      AccountStore store, MethodRequest request, FlagChange.Operation operation) {
    List<String> names = request.members().texts("Flags");
    if (names.size() > MOST_FLAGS || !names.stream().allMatch(FLAG.asMatchPredicate())) {
      throw MethodFailure.user("A flag is a word, or one of the known ones with a backslash");
    }
    FlagChange change = new FlagChange(operation, Flags.of(names));
    for (MessagePlace place : places(store, request)) {
      UidSet uid = UidSet.of(place.uid());
      need(store.messages().store(place.mailbox(), uid, change, OptionalLong.empty()));
    }
    return new EmptyResult();
  }

  EmptyResult move(Login login, MethodRequest request) {
    String name = request.members().text("DestMailboxName");
    AccountStore store = stores.as(login);
    List<MessagePlace> places = places(store, request);
    long target =
        MailboxName.parse(name)
            .flatMap(store.folders().list()::find)
            .map(MailboxList.Mailbox::id)
            .orElseThrow(() -> MethodFailure.user("There is no mailbox of that name"));
    MessagePlace place = places.get(0); // the one that MessageGet shows
    if (place.mailbox() == target) {
      return new EmptyResult();
    }
    if (places.stream().anyMatch(each -> each.mailbox() == target)) {
      delete(login, place); // it is there already
      return new EmptyResult();
    }
    UidSet uid = UidSet.of(place.uid());
    submissions.takeBackDrafts(login, place.mailbox(), uid);
    need(store.messages().move(place.mailbox(), uid, target));
    return new EmptyResult();
  }

  private static List<MessagePlace> places(AccountStore store, MethodRequest request) {
    long id = request.members().number("MsgID");
    request.members().end();
    List<MessagePlace> places = StoredMessage.places(store, id);
    if (places.isEmpty()) {
      throw MethodFailure.noMessage();
    }
    return places;
  }

  private static <T> T need(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Refused<T> refused) {
      throw switch (refused.reason()) {
        case NONEXISTENT, EXPUNGEISSUED -> MethodFailure.noMessage();
        case UNAVAILABLE -> new MethodFailure("server", "The server is busy, try again");
        case OVERQUOTA -> MethodFailure.user("The account is full");
        case NOPERM -> MethodFailure.user("The account may not do this");
        default -> MethodFailure.user("This cannot be done");
      };
    }
    return outcome.result().orElseThrow();
  }
}
