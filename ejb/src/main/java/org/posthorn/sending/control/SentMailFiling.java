package org.posthorn.sending.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.sasl.Login;
import org.posthorn.sending.entity.Submission;

/** Puts in order, in the sender's mailboxes, what has to do with a mail that has gone. */
@ApplicationScoped
public class SentMailFiling {
  private static final String FORWARDED = "$Forwarded"; // RFC 9051 §2.3.2

  @Inject MailStore stores;
  @Inject ContentStore contents;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public SentMailFiling() {}

  /**
   * Keeps a copy of what was sent, marks what it answers, and removes the draft. Can be repeated.
   * What an account may not do or has no room for is left out: the mail has gone.
   */
  public void file(Submission submission) {
    AccountStore store = stores.as(submission.login());
    boolean kept =
        submission.filed()
            && mailbox(store, SpecialUse.SENT)
                .map(sent -> copy(store, sent, submission))
                .orElse(false);
    submission.original().ifPresent(place -> mark(store, place, submission.forwarded()));
    if (kept) { // or the draft is the only copy
      submission.draft().ifPresent(place -> remove(store, place));
    }
  }

  private boolean copy(AccountStore store, long sent, Submission submission) {
    List<MessagePlace> places = new ArrayList<>();
    Optional<MailboxView> view = store.messages().view(sent).result();
    view.ifPresent(now -> MessagePlace.find(submission.copy(), now, places));
    if (!places.isEmpty()) {
      return true;
    }
    NewMessage copy =
        new NewMessage(
            contents.content(submission.copy()),
            new Flags(Flags.SEEN, List.of()),
            submission.created().getEpochSecond());
    return store.messages().append(sent, List.of(copy)).result().isPresent();
  }

  private static void mark(AccountStore store, MessagePlace original, boolean forwarded) {
    Flags flag = forwarded ? Flags.of(List.of(FORWARDED)) : new Flags(Flags.ANSWERED, List.of());
    change(store, original, flag);
  }

  private static void remove(AccountStore store, MessagePlace draft) {
    change(store, draft, new Flags(Flags.DELETED, List.of()));
    store.messages().expunge(draft.mailbox(), UidSet.of(draft.uid()));
  }

  private static void change(AccountStore store, MessagePlace place, Flags flags) {
    FlagChange add = new FlagChange(FlagChange.Operation.ADD, flags);
    store.messages().store(place.mailbox(), UidSet.of(place.uid()), add, OptionalLong.empty());
  }

  /** The account's own mailbox for something, made where there is none; empty when it cannot be. */
  public Optional<Long> mailbox(AccountStore store, SpecialUse use) {
    MailboxList list = store.folders().list();
    Optional<Long> own =
        list.all().stream()
            .filter(each -> !each.foreign() && each.use().filter(use::equals).isPresent())
            .map(MailboxList.Mailbox::id)
            .findFirst();
    return own.or(() -> make(store, list, use));
  }

  private static Optional<Long> make(AccountStore store, MailboxList list, SpecialUse use) {
    MailboxName name = new MailboxName(use.attribute().substring(1));
    return list.isTaken(name)
        ? list.find(name).map(MailboxList.Mailbox::id)
        : store.folders().create(name, Optional.of(use)).result().map(MailboxList.Mailbox::id);
  }

  /** The store as an account sees it. */
  public AccountStore store(Login login) {
    return stores.as(login);
  }
}
