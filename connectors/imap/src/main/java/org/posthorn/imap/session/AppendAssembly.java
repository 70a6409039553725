package org.posthorn.imap.session;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.codec.AppendSyntax;
import org.posthorn.imap.codec.Decoded;
import org.posthorn.imap.codec.RawCommand;
import org.posthorn.imap.command.Authenticated.Append;
import org.posthorn.imap.fetch.Excerpt;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.query.SequenceSet;
import org.posthorn.mime.Nul;

/**
 * An APPEND or REPLACE whose messages are on their way into the content store. After a failure the
 * rest of the command is passed over. RFC 9051 §6.3.12, RFC 3502, RFC 4469, RFC 8508.
 */
final class AppendAssembly {
  private static final int MAX_MESSAGES = 10_000;
  private static final int WORTH_ASKING = 64 * 1024;

  private final ImapSession session;
  private final AppendSyntax syntax;
  private final List<Append.Message> messages = new ArrayList<>(1);
  private String mailbox = "";
  private long target;
  private long octetsBefore; // of messages that are complete, less what is replaced
  private OptionalLong replaced = OptionalLong.empty();
  private Optional<AppendSyntax.Begun> head = Optional.empty();
  private Optional<ContentSink> sink = Optional.empty();
  private LineEnds lineEnds = new LineEnds();
  private boolean nul;
  private Optional<Completion> failure = Optional.empty();

  AppendAssembly(ImapSession session) {
    this.session = session;
    this.syntax = new AppendSyntax(session.features().utf8());
  }

  String tag() {
    return syntax.tag();
  }

  Optional<Completion> failure() {
    return failure;
  }

  /** The command cannot succeed any more. */
  void fail(Completion completion) {
    failure = failure.isPresent() ? failure : Optional.of(completion);
    discard();
  }

  /** Octets are announced. */
  void announced(Decoded.Message message) {
    read(message.head(), true);
    if (failure.isPresent()) {
      return;
    }
    if (tooBig(message.size())) {
      fail(Refusals.of(Refusal.TOOBIG)); // RFC 7889 §4, RFC 4469 §4
    } else if (message.size() == 0 && !head.map(AppendSyntax.Begun::inParts).orElse(false)) {
      fail(Completion.no("Message is empty")); // RFC 3502 §6.3.11: it takes the command back
    } else if ((message.waits() || message.size() >= WORTH_ASKING) && !hasRoom(message.size())) {
      fail(Refusals.of(Refusal.OVERQUOTA)); // before the octets come: RFC 3502 §6.3.11, RFC 8508 §4
    }
  }

  private boolean hasRoom(long more) {
    int added = replaced.isPresent() ? messages.size() : messages.size() + 1;
    long size = sink.map(ContentSink::size).orElse(0L);
    return session.store().quotas().hasRoom(target, added, octetsBefore + size + more);
  }

  private boolean tooBig(long more) {
    long size = sink.map(ContentSink::size).orElse(0L);
    return more > session.settings().maxMessageSize() - size;
  }

  private void read(RawCommand text, boolean octetsFollow) {
    for (AppendSyntax.Step step : syntax.read(text, octetsFollow)) {
      if (failure.isEmpty()) {
        take(step);
      }
    }
  }

  private void take(AppendSyntax.Step step) {
    if (step instanceof AppendSyntax.Target target) {
      target(target);
    } else if (step instanceof AppendSyntax.Begun begun) {
      begin(begun);
    } else if (step instanceof AppendSyntax.Url url) {
      url(url);
    } else if (step instanceof AppendSyntax.Done) {
      finish();
    } else if (step instanceof AppendSyntax.Wrong wrong) {
      fail(Completion.bad(wrong.reason()));
    }
  }

  private void target(AppendSyntax.Target target) {
    mailbox = target.mailbox();
    target.replaced().ifPresent(this::replaces);
    if (failure.isPresent()) {
      return;
    }
    Outcome<MailboxList.Mailbox> found = session.mailbox(mailbox, Permission.INSERT);
    if (found instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      fail(Refusals.target(refused.reason()));
    }
    found.result().ifPresent(mailbox -> this.target = mailbox.id());
  }

  private void replaces(AppendSyntax.Replaced message) {
    session.refreshRights();
    Optional<SelectedMailbox> selected = session.selected();
    if (selected.isEmpty()) {
      fail(Completion.bad("Select a mailbox first"));
    } else if (!message.byUid() && session.features().uidOnly()) {
      fail(Refusals.uidRequired()); // RFC 9586 §3
    } else if (selected.get().readOnly()) {
      fail(Refusals.readOnly());
    } else if (!Permission.TAKE.isIn(selected.get().rights())) {
      fail(Refusals.of(Refusal.NOPERM)); // RFC 8508 §4.1
    } else {
      SequenceSet one = SequenceSet.of(message.number(), message.number());
      Optional<UidSet> uids = selected.get().resolve(one, message.byUid());
      if (uids.isEmpty()) {
        fail(Refusals.badNumber());
      } else if (uids.get().isEmpty()) {
        fail(Completion.no("NONEXISTENT", "No such message"));
      } else {
        long uid = uids.get().first(0);
        replaced = OptionalLong.of(uid);
        MailboxView view = selected.get().latest();
        octetsBefore = view.indexOf(uid) < 0 ? 0 : -view.octets(view.indexOf(uid));
      }
    }
  }

  private void begin(AppendSyntax.Begun begun) {
    int limit = session.settings().limits().copied();
    if (replaced.isPresent() && !messages.isEmpty()) {
      fail(Completion.bad("REPLACE takes exactly one message")); // RFC 8508 §4
    } else if (limit > 0 && messages.size() == limit) {
      fail(MessageLimits.exceeded(limit)); // RFC 9738 §3.1
    } else if (messages.size() == MAX_MESSAGES) {
      fail(Refusals.of(Refusal.LIMIT));
    } else {
      head = Optional.of(begun);
      nul = false;
      lineEnds = new LineEnds();
      sink = Optional.of(session.store().messages().newContent());
    }
  }

  private void url(AppendSyntax.Url url) {
    Optional<Excerpt> excerpt =
        url.url()
            .flatMap(named -> UrlTarget.find(named, session))
            .or( // one that gives access to somebody's message
                () ->
                    session
                        .urls()
                        .forUser(
                            url.text(), session.login().orElseThrow(), session.clock().instant()));
    if (excerpt.isEmpty()) {
      fail(UrlTarget.bad(url.text()));
    } else if (tooBig(excerpt.get().size())) {
      fail(Refusals.of(Refusal.TOOBIG)); // RFC 4469 §4
    } else {
      sink.ifPresent(excerpt.get()::writeTo);
      lineEnds = new LineEnds();
    }
  }

  /** Octets of the message. */
  void octets(Decoded.MessageOctets octets) {
    nul = nul || Nul.in(octets.octets());
    sink.ifPresent(open -> write(octets.octets(), open));
  }

  private void write(ByteBuffer octets, ContentSink open) {
    if (syntax.binary()) {
      open.write(octets);
      lineEnds = new LineEnds();
    } else {
      lineEnds.write(octets, open);
    }
  }

  private void finish() {
    Optional<ContentSink> complete = sink;
    sink = Optional.empty(); // finish() ends it, whatever comes of it
    complete.ifPresent(
        open ->
            head.ifPresent(
                begun ->
                    messages.add(
                        new Append.Message(begun.flags(), begun.internalDate(), content(open)))));
  }

  private Content content(ContentSink open) {
    Content octets = open.finish();
    octetsBefore += octets.size();
    return nul ? Nul.encoded(octets, session.store().messages()::newContent) : octets;
  }

  /** The command, unless it has failed. */
  Optional<Append> end(RawCommand tail) {
    read(tail, false);
    return failure.isPresent()
        ? Optional.empty()
        : Optional.of(new Append(mailbox, messages, replaced));
  }

  /** Throws away a message that is half there. */
  void discard() {
    Optional<ContentSink> open = sink;
    sink = Optional.empty();
    open.ifPresent(ContentSink::discard);
  }
}
