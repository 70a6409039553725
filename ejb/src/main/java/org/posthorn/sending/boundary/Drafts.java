package org.posthorn.sending.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mime.compose.ComposedMail;
import org.posthorn.mime.compose.MailComposer;
import org.posthorn.sasl.Login;
import org.posthorn.sending.control.ContentOutput;
import org.posthorn.sending.control.SentMailFiling;

/** Drafts of mails, kept where mail programs keep them. Durable on return. Thread-safe. */
@ApplicationScoped
public class Drafts {
  private static final Flags DRAFT = new Flags(Flags.DRAFT | Flags.SEEN, List.of());

  @Inject SentMailFiling filing;
  @Inject SendingSettings limits;

  private final Clock clock = Clock.systemUTC();

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public Drafts() {}

  /**
   * Saves a draft, in place of an earlier one of it in one step (RFC 8508); when that one is gone,
   * as a new one.
   *
   * @return where it is now; {@link Refusal#TOOBIG}, {@link Refusal#OVERQUOTA} and the like
   * @throws UncheckedIOException when a file of it cannot be read
   */
  public Outcome<MessagePlace> save(
      Login login, ComposedMail mail, Optional<MessagePlace> earlier) {
    AccountStore store = filing.store(login);
    Optional<Long> drafts = filing.mailbox(store, SpecialUse.DRAFTS);
    if (drafts.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    NewMessage message;
    try {
      Content content = written(store, mail);
      message = new NewMessage(content, DRAFT, clock.instant().getEpochSecond());
    } catch (ContentOutput.TooLarge large) {
      return Outcome.refused(Refusal.TOOBIG);
    }
    long to = drafts.get();
    if (earlier.isPresent()) {
      Outcome<AddedMessages> replaced =
          store.messages().replace(earlier.get().mailbox(), earlier.get().uid(), to, message);
      boolean gone =
          replaced instanceof Outcome.Refused<AddedMessages> refused
              && (refused.reason() == Refusal.NONEXISTENT
                  || refused.reason() == Refusal.EXPUNGEISSUED);
      if (!gone) {
        return place(to, replaced);
      }
    }
    return place(to, store.messages().append(to, List.of(message)));
  }

  private static Outcome<MessagePlace> place(long mailbox, Outcome<AddedMessages> added) {
    return added instanceof Outcome.Refused<AddedMessages> refused
        ? Outcome.refused(refused.reason())
        : Outcome.done(new MessagePlace(mailbox, added.result().orElseThrow().target().last(0)));
  }

  private Content written(AccountStore store, ComposedMail mail) {
    ContentSink sink = store.messages().newContent();
    boolean done = false;
    try {
      MailComposer.write(mail, true, new ContentOutput(sink, limits.mail()));
      Content content = sink.finish();
      done = true;
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!done) {
        sink.discard();
      }
    }
  }

  /** Removes a draft; what is no draft stays. */
  public void delete(Login login, MessagePlace draft) {
    AccountStore store = filing.store(login);
    boolean isDraft =
        store
            .messages()
            .view(draft.mailbox())
            .result()
            .filter(view -> view.indexOf(draft.uid()) >= 0)
            .filter(view -> (view.flags(view.indexOf(draft.uid())).first() & Flags.DRAFT) != 0)
            .isPresent();
    if (isDraft) {
      FlagChange deleted =
          new FlagChange(FlagChange.Operation.ADD, new Flags(Flags.DELETED, List.of()));
      UidSet uid = UidSet.of(draft.uid());
      store.messages().store(draft.mailbox(), uid, deleted, OptionalLong.empty());
      store.messages().expunge(draft.mailbox(), uid);
    }
  }
}
