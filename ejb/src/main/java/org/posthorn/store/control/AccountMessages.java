package org.posthorn.store.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.MessageStore;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.StoreResult;
import org.posthorn.textindex.boundary.TextIndex;

/** The messages that an account may read and change. */
public record AccountMessages(
    long account, Mailboxes mailboxes, ContentStore contents, TextIndex texts)
    implements MessageStore {
  @Override
  public Outcome<MailboxView> view(long mailbox) {
    return readable(
        mailbox,
        () ->
            mailboxes
                .view(mailbox)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.NONEXISTENT)));
  }

  @Override
  public Outcome<MessageSource> read(long mailbox) {
    return readable(
        mailbox,
        () -> Outcome.done(new MailboxSource(account, mailbox, mailboxes, contents, texts)));
  }

  @Override
  public Outcome<UidSet> expungedSince(long mailbox, long modSeq) {
    return readable(mailbox, () -> Outcome.done(mailboxes.expungedSince(mailbox, modSeq)));
  }

  private <T> Outcome<T> readable(long mailbox, Supplier<Outcome<T>> reading) {
    Rights rights = mailboxes.rights(account, mailbox);
    return Permission.READ.isIn(rights) ? reading.get() : Outcome.refused(rights.refusal());
  }

  @Override
  public List<MessagePlace> places(long contentId) {
    List<MessagePlace> places = new ArrayList<>(1);
    mailboxes.list(account).all().stream()
        .mapToLong(MailboxList.Mailbox::id)
        .sorted()
        .mapToObj(mailboxes::view)
        .flatMap(Optional::stream)
        .forEach(view -> MessagePlace.find(contentId, view, places));
    return places;
  }

  @Override
  public long firstRecent(long mailbox) {
    return Permission.READ.isIn(mailboxes.rights(account, mailbox))
        ? mailboxes.firstRecent(mailbox)
        : UidSet.MAX;
  }

  @Override
  public long claimRecent(long mailbox, long below) {
    Rights rights = mailboxes.rights(account, mailbox);
    return Permission.READ.isIn(rights) && Permission.CHANGE.isIn(rights)
        ? mailboxes.claimRecent(mailbox, below)
        : firstRecent(mailbox);
  }

  @Override
  public ContentSink newContent() {
    return contents.sink();
  }

  @Override
  public Outcome<AddedMessages> append(long mailbox, List<NewMessage> messages) {
    return shown(mailbox, mailboxes.append(account, mailbox, messages));
  }

  @Override
  public Outcome<AddedMessages> replace(long from, long uid, long to, NewMessage message) {
    return shown(to, mailboxes.replace(account, from, uid, to, message));
  }

  @Override
  public Outcome<StoreResult> store(
      long mailbox, UidSet uids, FlagChange change, OptionalLong unchangedSince) {
    return mailboxes.store(account, mailbox, uids, change, unchangedSince);
  }

  @Override
  public Outcome<AddedMessages> copy(long from, UidSet uids, long to) {
    return shown(to, mailboxes.copy(account, from, uids, to));
  }

  @Override
  public Outcome<AddedMessages> move(long from, UidSet uids, long to) {
    return shown(to, mailboxes.move(account, from, uids, to));
  }

  @Override
  public Outcome<MailboxView> expunge(long mailbox, UidSet uids) {
    return mailboxes.expunge(account, mailbox, uids);
  }

  /** Who may put messages into a mailbox but not read it does not get to know what is there. */
  private Outcome<AddedMessages> shown(long to, Outcome<AddedMessages> outcome) {
    return outcome instanceof Outcome.Done && !Permission.READ.isIn(mailboxes.rights(account, to))
        ? Outcome.done(outcome.result().orElseThrow().withoutView())
        : outcome;
  }
}
