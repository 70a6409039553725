package org.posthorn.smtp.session;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.posthorn.smtp.codec.SmtpCommand;
import org.posthorn.smtp.codec.SmtpCommand.Greeting;
import org.posthorn.smtp.codec.SmtpCommand.Hello;
import org.posthorn.smtp.codec.SmtpCommand.Malformed;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.codec.TextFault;
import org.posthorn.smtp.session.SessionState.Expects;
import org.posthorn.smtp.session.SmtpClient.Role;

/** The server side of one connection: commands in, replies out, no I/O. RFC 5321 §4.1.4. */
final class SmtpSession {
  private static final int MAX_FAULTS = 20;
  private static final int MAX_WITHOUT_MESSAGE = 1000; // besides RCPT

  private static final SmtpReply BYE = SmtpReply.of(221, "2.0.0", "Goodbye");
  private static final SmtpReply CANNOT_VERIFY =
      SmtpReply.of(252, "2.0.0", "Cannot verify; send the mail and see"); // RFC 5321 §3.5.3
  private static final SmtpReply NOT_ALLOWED =
      SmtpReply.of(550, "5.7.0", "Not allowed for this client");
  private static final SmtpReply BAD_ATTRIBUTES =
      SmtpReply.of(501, "5.5.4", "Bad attribute name or value");
  private static final SmtpReply HELP =
      SmtpReply.of(214, "2.0.0", "See RFC 5321"); // RFC 5321 §4.1.1.8

  private final SessionState state;
  private final AuthExchange authentication;
  private final TransactionCommands mailing;
  private final DataPhase chunks;
  private final OnDemandRelay onDemand;
  private final Map<Class<? extends SmtpCommand>, Function<SmtpCommand, SmtpReply>> handlers =
      new HashMap<>();
  private boolean spoken;
  private int faults;
  private int commands;

  SmtpSession(SessionState state) {
    this.state = state;
    authentication = new AuthExchange(state);
    mailing = new TransactionCommands(state);
    chunks = new DataPhase(state, mailing);
    onDemand = new OnDemandRelay(state);
    QueueStarter starter = new QueueStarter(state);
    on(SmtpCommand.Hello.class, this::hello);
    on(SmtpCommand.MailFrom.class, mailing::mail);
    on(SmtpCommand.RcptTo.class, mailing::rcpt);
    on(SmtpCommand.Data.class, data -> mailing.data());
    on(SmtpCommand.Rset.class, rset -> reset());
    on(SmtpCommand.Noop.class, noop -> Replies.OK);
    on(SmtpCommand.Vrfy.class, vrfy -> CANNOT_VERIFY);
    on(SmtpCommand.Expn.class, expn -> CANNOT_VERIFY);
    on(SmtpCommand.Help.class, help -> HELP);
    on(SmtpCommand.Quit.class, quit -> farewell(BYE));
    on(SmtpCommand.StartTls.class, tls -> startTls());
    on(SmtpCommand.Atrn.class, onDemand::begin);
    on(SmtpCommand.Etrn.class, etrn -> starter.start(etrn, mailing.open().isPresent()));
    on(SmtpCommand.XClient.class, this::introduce);
    on(SmtpCommand.XForward.class, this::forwarded);
    on(SmtpCommand.Unknown.class, unknown -> unknown());
    on(SmtpCommand.Malformed.class, Malformed::reply);
  }

  private <T extends SmtpCommand> void on(Class<T> type, Function<T, SmtpReply> handler) {
    handlers.put(type, command -> handler.apply(type.cast(command)));
  }

  /** The commands that have a handler; BDAT, BURL and AUTH go their own way. */
  Map<Class<? extends SmtpCommand>, Function<SmtpCommand, SmtpReply>> handlers() {
    return Map.copyOf(handlers);
  }

  /** The connection in the other direction, once it is. RFC 2645 §5.3 */
  Optional<TurnedConnection> turned() {
    return onDemand.turned();
  }

  /** What to say first. */
  SmtpReply greeting() {
    String protocol = state.has(Role.LMTP) ? " LMTP" : " ESMTP";
    return SmtpReply.plain(220, state.settings().hostName() + protocol + " Posthorn");
  }

  /** Takes a command; BDAT is answered after its chunk, AUTH when the password was checked. */
  Optional<SmtpReply> on(SmtpCommand command) {
    Optional<SmtpReply> reply;
    if (!(command instanceof SmtpCommand.XClient)) {
      state.endIntroduction();
    }
    if (!OnDemandRelay.knows(state, command)) {
      reply = Optional.of(Replies.NOT_HERE);
    } else if (command instanceof SmtpCommand.Bdat bdat) {
      reply = chunks.bdat(bdat);
    } else if (command instanceof SmtpCommand.Burl burl) {
      reply = chunks.burl(burl);
    } else if (command instanceof SmtpCommand.Auth auth) {
      reply = auth(auth);
    } else {
      reply = Optional.of(handler(command).apply(command));
    }
    spoken = true;
    if (!(command instanceof SmtpCommand.RcptTo) && ++commands > MAX_WITHOUT_MESSAGE) {
      return Optional.of(farewell(Replies.TOO_MANY_ERRORS));
    }
    return reply.map(this::counted);
  }

  private Function<SmtpCommand, SmtpReply> handler(SmtpCommand command) {
    return handlers.getOrDefault(command.getClass(), any -> Replies.UNKNOWN);
  }

  /** Takes a line of an authentication exchange. */
  Optional<SmtpReply> onAuthLine(String line) {
    return authentication.line(line).map(this::counted);
  }

  /** The replies to a login or a message that was being checked, once it was. */
  List<SmtpReply> onChecked() {
    return Stream.concat(authentication.checked().stream(), taken(chunks.examined()).stream())
        .map(this::counted)
        .toList();
  }

  /** A line broke the rules of lines. */
  SmtpReply onBrokenLine() {
    if (state.expects() == Expects.AUTH_LINE) {
      return counted(authentication.brokenLine());
    }
    return spoken ? counted(Replies.BROKEN_LINE) : farewell(Replies.NOT_SMTP);
  }

  /** Takes octets of the message, after DATA or BDAT. */
  void onText(ByteBuffer octets) {
    chunks.text(octets);
  }

  /** Whether a message has begun and not ended. */
  boolean receiving() {
    return mailing.open().flatMap(Transaction::intake).isPresent();
  }

  /** Whether the client sends without end, so that only closing helps. */
  boolean endless() {
    return chunks.endless();
  }

  /** The message, or the chunk, has ended. */
  List<SmtpReply> onTextEnd(Optional<TextFault> fault) {
    boolean chunk = state.expects() == Expects.CHUNK;
    List<SmtpReply> replies = taken(chunk ? chunks.chunkEnded() : chunks.textEnded(fault));
    return replies.stream().map(this::counted).toList();
  }

  private List<SmtpReply> taken(List<SmtpReply> replies) {
    if (replies.stream().anyMatch(reply -> reply.code() / 100 == 2)) {
      commands = 0;
    }
    return replies;
  }

  /** TLS is there: start anew, without a greeting. RFC 3207 §4.2. */
  void secured() {
    mailing.abandon();
    state.forget();
  }

  /** The last words. */
  SmtpReply farewell(SmtpReply reply) {
    mailing.abandon();
    state.expect(Expects.NOTHING);
    return reply;
  }

  /** The connection is gone. */
  void closed() {
    authentication.closed();
    mailing.closed();
    turned().ifPresent(TurnedConnection::closed);
  }

  private SmtpReply hello(Hello hello) {
    boolean lmtp = hello.greeting() == Greeting.LHLO;
    if (lmtp != state.has(Role.LMTP)) {
      return Replies.UNKNOWN; // RFC 2033 §4.1
    }
    mailing.abandon(); // RFC 5321 §4.1.4
    state.greeted(hello);
    return hello.greeting() == Greeting.HELO
        ? SmtpReply.plain(250, state.settings().hostName())
        : Extensions.announced(state);
  }

  private SmtpReply reset() {
    mailing.abandon();
    return Replies.OK;
  }

  private Optional<SmtpReply> auth(SmtpCommand.Auth auth) {
    return mailing.open().isPresent()
        ? Optional.of(Replies.outOfOrder("Not within a transaction")) // RFC 4954 §4
        : authentication.auth(auth);
  }

  private SmtpReply startTls() {
    if (state.secured()) {
      return Replies.outOfOrder("TLS is there already");
    }
    if (!state.wire().canStartTls()) {
      return Replies.NOT_TLS_YET;
    }
    mailing.abandon();
    state.expect(Expects.TLS);
    return Replies.START_TLS;
  }

  private SmtpReply introduce(SmtpCommand.XClient command) {
    if (!state.trusts(state.settings().trusted().xclient())) {
      return NOT_ALLOWED;
    }
    if (mailing.open().isPresent()) {
      return Replies.outOfOrder("Not within a transaction");
    }
    Optional<IntroducedPeer> peer =
        IntroducedPeer.of(state.wire().peer(), state.introduced(), command.attributes());
    if (peer.isEmpty()) {
      return BAD_ATTRIBUTES;
    }
    mailing.anotherClient();
    state.introduced(peer.get());
    return greeting();
  }

  private SmtpReply forwarded(SmtpCommand.XForward command) {
    if (!state.trusts(state.settings().trusted().xforward())) {
      return NOT_ALLOWED;
    }
    if (mailing.open().isPresent()) {
      return Replies.outOfOrder("Not within a transaction");
    }
    return IntroducedPeer.known(command.attributes(), IntroducedPeer.FORWARD)
        ? state.forwarded(command.attributes())
        : BAD_ATTRIBUTES;
  }

  private SmtpReply unknown() {
    return spoken ? Replies.UNKNOWN : farewell(Replies.NOT_SMTP);
  }

  private SmtpReply counted(SmtpReply reply) {
    boolean fault = reply.code() >= 500 && reply.code() <= 504;
    if (fault && ++faults > MAX_FAULTS) {
      return farewell(Replies.TOO_MANY_ERRORS);
    }
    return reply;
  }
}
