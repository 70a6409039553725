package org.posthorn.imap.session;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Losses;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.codec.CommandDecoder;
import org.posthorn.imap.codec.CommandParser;
import org.posthorn.imap.codec.Decoded;
import org.posthorn.imap.codec.RawCommand;
import org.posthorn.imap.command.Authenticated.Append;
import org.posthorn.imap.command.Command;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.AccessWithdrawn;
import org.posthorn.mailstore.Outcome;

/**
 * Takes the commands of one connection in order: decodes, parses, has them executed. Takes no
 * further one while an answer is not finished or the client does not read.
 */
public final class CommandLoop {
  private static final int MAX_BAD_BEFORE_LOGIN = 10;
  private static final int MAX_BAD_AFTER_LOGIN = 50;

  private final ImapSession session;
  private final Dispatcher dispatcher;
  private final ImapHooks hooks;
  private final CommandDecoder decoder = new CommandDecoder();
  private final AppendBatch batch;
  private final Answering answering;
  private Optional<AppendAssembly> assembly = Optional.empty();
  private int bad;
  private boolean ended;

  /** The loop of a session. */
  public CommandLoop(ImapSession session, Dispatcher dispatcher, ImapHooks hooks) {
    this.session = session;
    this.dispatcher = dispatcher;
    this.hooks = hooks;
    this.batch = new AppendBatch(session, dispatcher);
    this.answering = new Answering(session, this::completed);
  }

  /** Takes octets as long as commands can be taken. */
  public void received(ByteBuffer octets) {
    expel();
    while (proceed()) {
      if (octets.hasRemaining() && session.wire().turnOver()) {
        session.wire().passTurn(false); // what is left is shown again
        break;
      }
      Decoded decoded = decoder.decode(octets);
      if (decoded instanceof Decoded.Starved) {
        break;
      }
      on(decoded);
    }
    endOfCall();
    if (ended || session.securing()) {
      octets.position(octets.limit()); // RFC 9051 §6.2.1: nothing from before TLS counts
    }
  }

  /** Goes on with what waited for room; tells an idling client what is new. */
  public void woken() {
    expel();
    if (!ended) {
      news();
    }
    if (!ended && session.closing() && answering.done()) {
      end(); // the news was BYE, and an idling client has no command that could end
    }
    endOfCall();
  }

  private void expel() {
    if (!ended && session.expelled()) {
      bye("You may not be logged in any more");
    }
  }

  private void news() {
    try {
      answering.news();
    } catch (RuntimeException e) {
      answering.fail(broken(e));
    }
    proceed();
  }

  private boolean proceed() {
    if (ended) {
      return false;
    }
    try {
      return answering.proceed() && !ended && !session.securing() && !session.compressing();
    } catch (RuntimeException e) {
      answering.fail(broken(e));
      return proceed();
    }
  }

  private void endOfCall() {
    if (!ended && !batch.isEmpty()) {
      flushAppends();
      proceed();
    }
    if (!ended && session.notices().isPresent() && !session.compressing()) {
      news();
    }
    session.out().flush();
    if (!ended && session.securing()) {
      session.wire().startTls();
    }
    if (session.compressing() && answering.done()) {
      session.wire().compress(); // RFC 4978 §3: from after the CRLF of the tagged OK on
      session.compressed();
    }
  }

  private void on(Decoded decoded) {
    if (decoded instanceof Decoded.MessageOctets octets) {
      octets(octets);
    } else if (decoded instanceof Decoded.Message message) {
      announced(message);
    } else if (decoded instanceof Decoded.MessagesEnd end) {
      appendEnded(end);
    } else {
      flushAppends();
      others(decoded);
    }
  }

  private void others(Decoded decoded) {
    if (decoded instanceof Decoded.Complete complete) {
      CommandParser.Tagged tagged =
          CommandParser.parse(complete.command(), session.features().utf8());
      execute(tagged.tag(), tagged.command());
    } else if (decoded instanceof Decoded.Line line) {
      answering.line(line.text(), this::guarded);
    } else if (decoded instanceof Decoded.GoAhead) {
      session.out().text("+ Go ahead").crlf();
    } else if (decoded instanceof Decoded.Refused refused) {
      String tag = assembly.map(AppendAssembly::tag).orElse(refused.tag());
      dropAssembly();
      answering.refuse(tag, Completion.bad(refused.reason()));
    } else if (decoded instanceof Decoded.Lost lost) {
      bye(lost.reason());
    }
    expectLine();
  }

  private void expectLine() {
    if (answering.inDialogue()) {
      decoder.expectLine();
    }
  }

  private void execute(String tag, Command command) {
    session.begin(tag);
    hooks.executing(CommandName.of(command), session.program());
    answering.begin(tag, command, guarded(() -> dispatched(command)));
  }

  private Answer dispatched(Command command) {
    session.notices().ifPresent(notices -> notices.executing(command));
    return dispatcher.dispatch(command, session);
  }

  private Answer guarded(Supplier<Answer> handler) {
    try {
      return handler.get();
    } catch (RuntimeException e) {
      return broken(e);
    }
  }

  private Completion broken(RuntimeException cause) {
    if (!(cause instanceof ContentLost || cause instanceof AccessWithdrawn)) { // no fault here
      hooks.failed(session.wire().peer().session(), cause);
    }
    if (session.out().insideLiteral()) {
      ended = true; // there is no way to say anything any more
      session.wire().close();
    }
    if (cause instanceof AccessWithdrawn) {
      return Refusals.of(Outcome.Refusal.NOPERM); // RFC 4314 §5.1.1
    }
    return cause instanceof ContentLost lost ? lost(lost) : Refusals.broken();
  }

  private Completion lost(ContentLost lost) {
    return session
        .selected()
        .map(open -> Losses.of(lost, open.source(), open.latest()))
        .orElseGet(() -> Losses.of(lost));
  }

  // APPEND

  private void announced(Decoded.Message message) {
    if (message.first()) {
      dropAssembly();
      assembly = Optional.of(new AppendAssembly(session));
    }
    assembly.ifPresent(append -> announced(message, append));
  }

  private void announced(Decoded.Message message, AppendAssembly append) {
    try {
      append.announced(message);
    } catch (RuntimeException e) {
      append.fail(broken(e));
    }
    if (message.waits()) {
      flushAppends();
      if (append.failure().isPresent()) {
        decoder.abandon();
        assembly = Optional.empty();
        answering.refuse(append.tag(), append.failure().get());
      } else {
        session.out().text("+ Go ahead").crlf();
      }
    } else if (message.size() > CommandDecoder.MAX_PASSED_OVER) {
      bye("Message is too large");
    }
  }

  private void octets(Decoded.MessageOctets octets) {
    assembly.ifPresent(
        append -> {
          try {
            append.octets(octets);
          } catch (RuntimeException e) {
            append.fail(broken(e));
          }
        });
  }

  private void appendEnded(Decoded.MessagesEnd end) {
    if (end.first()) {
      dropAssembly();
      flushAppends(); // what it names must be there
      assembly = Optional.of(new AppendAssembly(session));
    }
    assembly.ifPresent(
        append ->
            ended(append, end.tail())
                .ifPresentOrElse(
                    command -> {
                      if (!batch.takes(command)) {
                        flushAppends();
                      }
                      hooks.executing(CommandName.of(command), session.program());
                      batch.add(append.tag(), command);
                    },
                    () -> {
                      flushAppends();
                      append
                          .failure()
                          .ifPresent(failure -> answering.refuse(append.tag(), failure));
                    }));
    assembly = Optional.empty();
  }

  private Optional<Append> ended(AppendAssembly append, RawCommand tail) {
    try {
      return append.end(tail);
    } catch (RuntimeException e) {
      append.fail(broken(e));
      return Optional.empty();
    }
  }

  private void flushAppends() {
    if (!batch.isEmpty()) {
      try {
        batch.execute(answering);
      } catch (RuntimeException e) {
        batch.fail(broken(e), answering);
      }
      proceed();
    }
  }

  private void dropAssembly() {
    assembly.ifPresent(AppendAssembly::discard);
    assembly = Optional.empty();
  }

  // The end of commands and of the connection

  private void completed(Completion completion) {
    boolean before = session.login().isEmpty();
    if (completion.status() == Completion.Status.BAD || before && !completion.succeeded()) {
      bad++;
    } else if (!before) {
      bad = 0;
    }
    decoder.loggedIn(!before);
    if (bad >= (before ? MAX_BAD_BEFORE_LOGIN : MAX_BAD_AFTER_LOGIN)) {
      bye("Too many failures");
    }
    if (session.closing()) {
      end();
    }
  }

  /** TLS is active: what came before is forgotten. RFC 9051 §6.2.1. */
  public void secured() {
    decoder.reset();
    session.secured();
  }

  /** Says farewell, if that is possible now, and closes. */
  public void bye(String reason) {
    if (!ended) {
      if (!session.out().insideLiteral()) {
        String id = session.wire().peer().session();
        session.out().untagged("BYE " + reason + " (session " + id + ')');
      }
      end();
    }
    session.out().flush();
  }

  private void end() {
    ended = true;
    session.out().flush();
    session.wire().close();
  }

  /** The connection is gone. */
  public void closed() {
    ended = true;
    dropAssembly();
    answering.closed();
    session.unselect();
    session.ignoreMetadata();
    session.endNotices();
    session.ignoreLogin();
  }
}
