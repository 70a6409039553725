package org.posthorn.webmail.action;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.sending.boundary.Submissions;
import org.posthorn.web.signin.SignedIn;
import org.posthorn.webmail.folder.SpecialFolders;
import org.posthorn.webmail.list.ListQuery;
import org.posthorn.webmail.list.MessageList;
import org.posthorn.webmail.list.MessageLists;

/** What people do to messages. Messages are named by UIDs, so what was seen is what is meant. */
@RequestScoped
public class MessageActions {
  private static final Pattern NAMES =
      Pattern.compile("\\\\(Seen|Flagged|Answered|Draft)|[A-Za-z0-9$._-]{1,60}");

  @Inject MailStore stores;
  @Inject SignedIn me;
  @Inject MessageLists lists;
  @Inject Submissions submissions;

  private AccountStore store() {
    return stores.as(me.login());
  }

  /** Adds and removes flags. */
  JsonObject flag(Json request) {
    change(request, FlagChange.Operation.ADD, flags(request.texts("add")));
    change(request, FlagChange.Operation.REMOVE, flags(request.texts("remove")));
    return jakarta.json.Json.createObjectBuilder().add("done", true).build();
  }

  /** Flags by name; keywords are atoms of few characters, whatever a page asks for. */
  private static Flags flags(List<String> names) { // RFC 9051 §9, flag-keyword
    if (!names.stream().allMatch(NAMES.asMatchPredicate())) {
      throw new Refusal("error.request");
    }
    return Flags.of(names);
  }

  private void change(Json request, FlagChange.Operation operation, Flags flags) {
    if (!flags.equals(Flags.NONE)) {
      messages(request)
          .forEach(
              (mailbox, uids) ->
                  need(
                      store()
                          .messages()
                          .store(
                              mailbox,
                              uids,
                              new FlagChange(operation, flags),
                              OptionalLong.empty())));
    }
  }

  /**
   * Moves messages; answers how that is undone. What was to go later of a draft among them does not
   * go.
   */
  JsonObject move(Json request) {
    long to = target(request.text("to"));
    JsonArrayBuilder undo = jakarta.json.Json.createArrayBuilder();
    long count = 0;
    int stopped = 0;
    for (Map.Entry<Long, UidSet> each : messages(request).entrySet()) {
      if (each.getKey() == to) {
        continue;
      }
      stopped += submissions.takeBackDrafts(me.login(), each.getKey(), each.getValue());
      AddedMessages moved = need(store().messages().move(each.getKey(), each.getValue(), to));
      mark(each.getKey(), to, moved.target());
      count += moved.target().size();
      if (!moved.target().isEmpty()) {
        undo.add(
            jakarta.json.Json.createObjectBuilder()
                .add("to", Long.toString(each.getKey()))
                .add(
                    "messages",
                    jakarta.json.Json.createObjectBuilder()
                        .add(Long.toString(to), moved.target().toString())));
      }
    }
    return jakarta.json.Json.createObjectBuilder()
        .add("count", count)
        .add("stopped", stopped)
        .add("to", Long.toString(to))
        .add("undo", undo)
        .build();
  }

  /**
   * What is junk and what is not is also said by keywords, from which filters learn: by where a
   * message was and where it is, whoever moved it there and how. What goes from junk to the trash
   * is still junk.
   */
  private void mark(long from, long to, UidSet moved) {
    MailboxList list = store().folders().list();
    Optional<Long> junk = SpecialFolders.find(list, SpecialUse.JUNK);
    if (junk.equals(Optional.of(to))) {
      exchange(to, moved, "$NotJunk", "$Junk");
    } else if (junk.equals(Optional.of(from))
        && !SpecialFolders.find(list, SpecialUse.TRASH).equals(Optional.of(to))) {
      exchange(to, moved, "$Junk", "$NotJunk");
    }
  }

  private void exchange(long mailbox, UidSet uids, String old, String other) {
    change(mailbox, uids, FlagChange.Operation.ADD, other);
    change(mailbox, uids, FlagChange.Operation.REMOVE, old);
  }

  private void change(long mailbox, UidSet uids, FlagChange.Operation operation, String keyword) {
    if (!uids.isEmpty()) {
      FlagChange change = new FlagChange(operation, new Flags(0, List.of(keyword)));
      store().messages().store(mailbox, uids, change, OptionalLong.empty());
    }
  }

  private long target(String to) {
    OptionalLong id = ListQuery.number(to);
    if (id.isPresent()) {
      return id.getAsLong();
    }
    if (to.equals("inbox")) {
      return store()
          .folders()
          .list()
          .find(MailboxName.INBOX)
          .map(MailboxList.Mailbox::id)
          .orElseThrow(() -> new Refusal("error.nonexistent"));
    }
    return switch (to) {
      case "archive", "trash", "junk" ->
          SpecialFolders.need(store(), SpecialUse.valueOf(to.toUpperCase(Locale.ROOT)))
              .orElseThrow(() -> new Refusal("error.nonexistent"));
      default -> throw new Refusal("error.nonexistent");
    };
  }

  /** Deletes messages for ever; what was to go later of a draft among them does not go. */
  JsonObject delete(Json request) {
    FlagChange deleted =
        new FlagChange(FlagChange.Operation.ADD, new Flags(Flags.DELETED, List.of()));
    int stopped = 0;
    for (Map.Entry<Long, UidSet> each : messages(request).entrySet()) {
      long mailbox = each.getKey();
      stopped += submissions.takeBackDrafts(me.login(), mailbox, each.getValue());
      need(store().messages().store(mailbox, each.getValue(), deleted, OptionalLong.empty()));
      need(store().messages().expunge(mailbox, each.getValue()));
    }
    return jakarta.json.Json.createObjectBuilder()
        .add("done", true)
        .add("stopped", stopped)
        .build();
  }

  /**
   * The messages that a request names: by UIDs, or as all of a list, but none that came after what
   * was shown.
   */
  private Map<Long, UidSet> messages(Json request) {
    return request.within("all").map(this::all).orElseGet(() -> request.messages("messages"));
  }

  private Map<Long, UidSet> all(Json wanted) {
    boolean threads = wanted.text("threads").equals("on");
    ListQuery query =
        new ListQuery(
            ListQuery.number(wanted.text("mailbox")),
            wanted.text("q"),
            ListQuery.filter(wanted.text("filter")),
            false,
            false);
    MessageList list = need(lists.list(store(), me.login().accountId(), query));
    Map<Long, UidSet> messages = list.within(wanted.text("before"));
    long count = messages.values().stream().mapToLong(UidSet::size).sum();
    if (!threads && count > ListQuery.number(wanted.text("count")).orElse(0)) {
      throw new Refusal("error.changed"); // never more than was shown
    }
    return messages;
  }

  /** What there is when it was done. */
  static <T> T need(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Refused<T> refused) {
      throw new Refusal("error." + refused.reason().name().toLowerCase(Locale.ROOT));
    }
    return outcome.result().orElseThrow();
  }
}
