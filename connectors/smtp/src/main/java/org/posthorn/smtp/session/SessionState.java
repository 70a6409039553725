package org.posthorn.smtp.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.posthorn.net.Networks;
import org.posthorn.sasl.KeyLogin;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.LoginGate;
import org.posthorn.sasl.LoginValidity;
import org.posthorn.smtp.codec.SmtpCommand.Greeting;
import org.posthorn.smtp.codec.SmtpCommand.Hello;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Wire;

/** What a connection has come to: who is there, and what its next octets are. */
final class SessionState {
  private final SmtpService service;
  private final Wire wire;
  private final LoginGate gate;
  private Optional<Hello> hello = Optional.empty();
  private Optional<Login> login = Optional.empty();
  private Optional<LoginValidity> standing = Optional.empty();
  private Expects expects = Expects.COMMAND;
  private Optional<IntroducedPeer> introduced = Optional.empty();
  private boolean introductionOver;
  private Map<String, String> origin = Map.of();

  /** What the next octets are. */
  enum Expects {
    /** A command line: at first, and after everything else. */
    COMMAND,
    /** A line of an authentication exchange: from AUTH to its end. */
    AUTH_LINE,
    /** Nothing until a login was checked: from AUTH or its last line to the answer. */
    ADMISSION,
    /** Message text up to the dot: from DATA to the dot. */
    TEXT,
    /** A chunk of a message: from BDAT to the chunk's last octet. */
    CHUNK,
    /** Nothing until a message was checked: from its end to the answer. */
    EXAMINATION,
    /** TLS: from STARTTLS until it is there. */
    TLS,
    /** What the client says as a server: from the answer to ATRN to the end. */
    TURNED,
    /** Nothing: from the farewell on. */
    NOTHING
  }

  SessionState(SmtpService service, Wire wire) {
    this.service = service;
    this.wire = wire;
    this.gate = new LoginGate(service.mechanisms(), service.endpoint()::logins);
  }

  SmtpService service() {
    return service;
  }

  SmtpSettings settings() {
    return service.settings();
  }

  SmtpEndpoint endpoint() {
    return service.endpoint();
  }

  boolean has(Role role) {
    return settings().role() == role;
  }

  /** Whether clients log in there. */
  boolean forUsers() {
    return has(Role.SUBMISSION) || has(Role.ODMR);
  }

  Wire wire() {
    return wire;
  }

  Expects expects() {
    return expects;
  }

  void expect(Expects next) {
    if (expects != Expects.NOTHING) {
      expects = next;
    }
  }

  Optional<Hello> hello() {
    return hello;
  }

  // the server before us greets for its client
  void greeted(Hello name) {
    hello = introduced.flatMap(IntroducedPeer::hello).or(() -> Optional.of(name));
  }

  /** The client: who is at the other end, or for whom that speaks. */
  Peer peer() {
    Peer server = wire.peer();
    return introduced.map(client -> client.behind(server)).orElse(server);
  }

  /** Whom the server at the other end speaks for. */
  Optional<IntroducedPeer> introduced() {
    return introduced;
  }

  /**
   * The server at the other end speaks for somebody: the session begins anew, and the key that the
   * server has shown is nobody's.
   */
  void introduced(IntroducedPeer client) {
    forget();
    gate.forget();
    introduced = Optional.of(client);
    hello = client.hello();
  }

  /** The client has its turn: from now on it may be the client itself who sends. */
  void endIntroduction() {
    introductionOver = introduced.isPresent();
  }

  /** Whether what the other end says of others is taken. */
  boolean trusts(Networks those) {
    return !introductionOver && those.contains(wire.peer().address());
  }

  /** A filter has said from whom the next message comes. */
  SmtpReply forwarded(Map<String, String> attributes) {
    Map<String, String> known = new HashMap<>(origin);
    known.putAll(attributes);
    origin = Map.copyOf(known);
    return Replies.OK;
  }

  /** A message has ended; what was said of its origin is not for the next one. */
  void forgetOrigin() {
    origin = Map.of();
  }

  /** Whether the client speaks ESMTP, or LMTP, which is based on it. */
  boolean extended() {
    return hello.filter(it -> it.greeting() != Greeting.HELO).isPresent();
  }

  boolean secured() {
    return wire.peer().tls().isPresent();
  }

  Optional<Login> login() {
    return login;
  }

  /** Somebody has logged in; false when their account has too many connections. */
  boolean loggedIn(Login user) {
    LoginValidity found = gate.standing(user, peer(), service.steady().millis());
    if (!wire.countFor(user.accountId(), user.address())) {
      return false;
    }
    standing = Optional.of(found);
    login = Optional.of(user);
    return true;
  }

  /** The ways to log in. */
  LoginGate gate() {
    return gate;
  }

  /** TLS may be there: looks whose key the client has shown. Without an answer it is nobody's. */
  void identify() {
    if (forUsers() && introduced.isEmpty()) { // it is not the key of whom a server names
      try {
        gate.identify(wire.peer());
      } catch (RuntimeException broken) {
        service.failures().accept(broken);
      }
    }
  }

  /**
   * Whether the client may still do what its login allows: 250, why not now, or the end of the
   * session. A client whose key is known need not use AUTH: it is logged in when it sends mail.
   */
  SmtpReply admission() {
    if (login.isEmpty()) {
      Optional<KeyLogin> key = gate.holder();
      if (key.isPresent() && !loggedIn(key.get().login())) {
        return Replies.FULL;
      }
    }
    if (standing.isPresent() && standing.get().ended()) {
      expect(Expects.NOTHING);
      return Replies.EXPELLED;
    }
    return Replies.OK;
  }

  /** Whether the client may log in here and now. */
  boolean authPossible() {
    return forUsers() && (secured() || settings().authWithoutTls());
  }

  List<String> mechanisms() {
    return authPossible() ? gate.offered(wire.peer()) : List.of();
  }

  SmtpClient client() {
    return new SmtpClient(
        peer(), settings().role(), hello.map(Hello::name).orElse(""), login, origin);
  }

  /** TLS is there: what the client said before does not count any more. RFC 3207 §4.2. */
  void forget() {
    hello = Optional.empty();
    login = Optional.empty();
    wire.countForAddress();
    standing = Optional.empty();
    forgetOrigin();
    expect(Expects.COMMAND);
  }

  /** Tells the mail system what was refused. */
  void tell(RefusalEvent refusal) {
    try {
      service.endpoint().refused(client(), refusal);
    } catch (RuntimeException broken) {
      service.failures().accept(broken);
    }
  }

  /** Asks the mail system; when it is broken, says so and tells the operator. */
  SmtpReply ask(Supplier<SmtpReply> question) {
    try {
      return question.get();
    } catch (RuntimeException broken) {
      service.failures().accept(broken);
      return Replies.BROKEN;
    }
  }
}
