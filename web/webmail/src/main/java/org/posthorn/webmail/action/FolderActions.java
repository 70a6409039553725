package org.posthorn.webmail.action;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import org.posthorn.mailstore.MailboxView;
import org.posthorn.sending.boundary.Submissions;
import org.posthorn.web.signin.SignedIn;

/** What people do to mailboxes. */
@RequestScoped
public class FolderActions {
  private static final UidSet ALL = UidSet.range(1, UidSet.MAX);

  @Inject MailStore stores;
  @Inject SignedIn me;
  @Inject Submissions submissions;

  private AccountStore store() {
    return stores.as(me.login());
  }

  /** Makes a mailbox, perhaps below another. */
  JsonObject create(Json request) {
    String above = request.text("parent");
    MailboxName name = name((above.isEmpty() ? "" : above + "/") + request.text("name").strip());
    MailboxList.Mailbox made =
        MessageActions.need(store().folders().create(name, Optional.empty()));
    store().folders().subscribe(name, true);
    return jakarta.json.Json.createObjectBuilder().add("id", Long.toString(made.id())).build();
  }

  private static MailboxName name(String text) {
    return MailboxName.parse(text).orElseThrow(() -> new Refusal("error.name"));
  }

  /** Gives a mailbox another name, perhaps below another. */
  JsonObject rename(Json request) {
    MailboxName from = mailbox(request).name();
    MailboxName to = name(request.text("name").strip());
    boolean subscribed = store().folders().list().isSubscribed(from);
    MessageActions.need(store().folders().rename(from, to));
    if (subscribed) {
      store().folders().subscribe(from, false);
      store().folders().subscribe(to, true);
    }
    return done();
  }

  /** Deletes a mailbox with its messages. */
  JsonObject delete(Json request) {
    MailboxList.Mailbox mailbox = mailbox(request);
    MailboxName name = mailbox.name();
    MessageActions.need(store().folders().delete(name));
    submissions.takeBackDrafts(me.login(), mailbox.id(), ALL);
    store().folders().subscribe(name, false);
    return done();
  }

  /** Deletes all messages of a mailbox. */
  JsonObject empty(Json request) {
    long id = mailbox(request).id();
    MailboxView view = MessageActions.need(store().messages().view(id));
    UidSet shown = view.uids();
    if (!shown.isEmpty()) {
      submissions.takeBackDrafts(me.login(), id, shown);
      Flags deleted = new Flags(Flags.DELETED, List.of());
      MessageActions.need(
          store()
              .messages()
              .store(
                  id,
                  shown,
                  new FlagChange(FlagChange.Operation.ADD, deleted),
                  OptionalLong.empty()));
      MessageActions.need(store().messages().expunge(id, shown));
    }
    return done();
  }

  /** Marks all messages of a mailbox as read. */
  JsonObject read(Json request) {
    Flags seen = new Flags(Flags.SEEN, List.of());
    MessageActions.need(
        store()
            .messages()
            .store(
                mailbox(request).id(),
                ALL,
                new FlagChange(FlagChange.Operation.ADD, seen),
                OptionalLong.empty()));
    return done();
  }

  private MailboxList.Mailbox mailbox(Json request) {
    long id = request.number("id");
    return store().folders().list().all().stream()
        .filter(mailbox -> mailbox.id() == id)
        .findFirst()
        .orElseThrow(() -> new Refusal("error.nonexistent"));
  }

  private static JsonObject done() {
    return jakarta.json.Json.createObjectBuilder().add("done", true).build();
  }
}
