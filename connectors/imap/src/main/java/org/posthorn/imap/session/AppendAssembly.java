package org.posthorn.imap.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.imap.codec.AppendSyntax;
import org.posthorn.imap.codec.Decoded;
import org.posthorn.imap.command.Authenticated.Append;
import org.posthorn.kernel.ContentSink;
import org.posthorn.store.Outcome.Refusal;

/**
 * An APPEND whose messages are on their way into the content store. After a failure the rest of the
 * command is passed over. RFC 9051 §6.3.12, RFC 3502.
 */
final class AppendAssembly {
  private static final int MAX_MESSAGES = 10_000;

  private final ImapSession session;
  private final List<Append.Message> messages = new ArrayList<>(1);
  private String tag = "*";
  private String mailbox = "";
  private Optional<AppendSyntax.Head> head = Optional.empty();
  private Optional<ContentSink> sink = Optional.empty();
  private Optional<Completion> failure = Optional.empty();

  AppendAssembly(ImapSession session) {
    this.session = session;
  }

  String tag() {
    return tag;
  }

  Optional<Completion> failure() {
    return failure;
  }

  /** The command cannot succeed any more. */
  void fail(Completion completion) {
    failure = failure.isPresent() ? failure : Optional.of(completion);
    discard();
  }

  /** A message is announced. */
  void announced(Decoded.Message message) {
    AppendSyntax.Head next = AppendSyntax.head(message, session.features().utf8());
    if (message.first()) {
      tag = next.tag();
      mailbox = next.mailbox().orElse("");
    }
    if (failure.isPresent()) {
      return;
    }
    if (!next.error().isEmpty()) {
      fail(Completion.bad(next.error()));
    } else if (message.size() > session.settings().maxMessageSize()) {
      fail(Refusals.of(Refusal.TOOBIG)); // RFC 7889 §4
    } else if (message.size() == 0) {
      fail(Completion.no("Message is empty")); // RFC 3502 §6.3.11: it takes the command back
    } else if (messages.size() == MAX_MESSAGES) {
      fail(Refusals.of(Refusal.LIMIT));
    } else if (message.first() && targetIsMissing()) {
      fail(Refusals.target(Refusal.NONEXISTENT));
    } else {
      head = Optional.of(next);
      sink = Optional.of(session.endpoint().content());
    }
  }

  private boolean targetIsMissing() {
    return session.login().flatMap(login -> session.find(login.accountId(), mailbox)).isEmpty();
  }

  /** Octets of the message. */
  void octets(Decoded.MessageOctets octets) {
    sink.ifPresent(
        open -> {
          open.write(octets.octets());
          if (octets.last()) {
            finish(open);
          }
        });
  }

  private void finish(ContentSink open) {
    sink = Optional.empty(); // finish() ends it, whatever comes of it
    head.ifPresent(
        next -> messages.add(new Append.Message(next.flags(), next.internalDate(), open.finish())));
  }

  /** The command, unless it has failed. */
  Optional<Append> end(boolean wellFormed) {
    if (!wellFormed) {
      fail(Completion.bad("Unexpected text at the end of the command"));
    }
    return failure.isPresent() ? Optional.empty() : Optional.of(new Append(mailbox, messages));
  }

  /** Throws away a message that is half there. */
  void discard() {
    Optional<ContentSink> open = sink;
    sink = Optional.empty();
    open.ifPresent(ContentSink::discard);
  }
}
