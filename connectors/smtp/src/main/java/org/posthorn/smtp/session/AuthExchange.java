package org.posthorn.smtp.session;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.SaslExchange;
import org.posthorn.sasl.SaslExchange.Step;
import org.posthorn.sasl.StrictBase64;
import org.posthorn.smtp.codec.SmtpCommand.Auth;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.session.SessionState.Expects;

/**
 * {@code AUTH}: carries an exchange of a SASL mechanism. RFC 4954. Scanners and printers send it
 * after {@code HELO}, and Postfix takes it there.
 */
final class AuthExchange {
  private static final int MAX_FAILURES = 5;
  private static final int SLOW_FROM = 3; // failures

  private static final SmtpReply WELCOME = SmtpReply.of(235, "2.7.0", "Authentication successful");
  private static final SmtpReply NOT_BASE64 = SmtpReply.of(501, "5.5.2", "Not base64");
  private static final SmtpReply MALFORMED = SmtpReply.of(501, "5.5.2", "Malformed response");
  private static final SmtpReply CANCELLED = SmtpReply.of(501, "5.7.0", "Cancelled");
  private static final SmtpReply NEEDS_TLS = SmtpReply.of(538, "5.7.11", "Encryption required");
  private static final SmtpReply NO_MECHANISM = SmtpReply.of(504, "5.5.4", "No such mechanism");
  private static final SmtpReply DENIED = SmtpReply.of(535, "5.7.8", "Authentication failed");
  private static final SmtpReply LATER = SmtpReply.of(454, "4.7.0", "Cannot authenticate now");

  private static final SmtpReply FULL =
      SmtpReply.of(454, "4.7.0", "Too many connections of this account, close some");

  private final SessionState state;
  private @Nullable SaslExchange exchange;
  private @Nullable Admission pending;
  private @Nullable CompletableFuture<Admission> awaited;
  private int failures;

  AuthExchange(SessionState state) {
    this.state = state;
  }

  /** Starts an exchange; without a reply when {@link #checked()} has it. */
  Optional<SmtpReply> auth(Auth command) {
    if (!state.forUsers()) {
      return Optional.of(Replies.NOT_HERE);
    }
    if (state.hello().isEmpty()) {
      return Optional.of(Replies.outOfOrder("Send EHLO first"));
    }
    if (state.login().isPresent()) { // RFC 4954 §4: once
      return Optional.of(Replies.outOfOrder("You are logged in already"));
    }
    if (!state.authPossible()) {
      return Optional.of(NEEDS_TLS);
    }
    Optional<SaslExchange> started = state.gate().start(command.mechanism(), state.peer());
    if (started.isEmpty()) {
      return Optional.of(NO_MECHANISM);
    }
    exchange = started.get();
    Optional<String> initial = command.initialResponse();
    if (initial.isEmpty() && state.gate().clientFirst(command.mechanism())) {
      state.expect(Expects.AUTH_LINE);
      return Optional.of(challenge(new byte[0]));
    }
    return respond(initial.filter(it -> !it.equals("=")).orElse(""));
  }

  /** Takes the client's answer to a challenge. */
  Optional<SmtpReply> line(String line) {
    state.expect(Expects.COMMAND);
    if (line.equals("*")) {
      return Optional.of(end(CANCELLED));
    }
    if (pending != null) {
      return Optional.of(line.isEmpty() ? admit(pending) : end(MALFORMED));
    }
    return respond(line);
  }

  /** What has become of a login that was being checked; empty as long as it is. */
  Optional<SmtpReply> checked() {
    CompletableFuture<Admission> open = awaited;
    if (open == null || !open.isDone()) {
      return Optional.empty();
    }
    awaited = null;
    state.expect(Expects.COMMAND);
    try {
      return Optional.of(admit(open.join()));
    } catch (RuntimeException broken) {
      state.service().failures().accept(broken);
      return Optional.of(end(LATER));
    }
  }

  /** The client has gone. */
  void closed() {
    if (awaited != null) {
      awaited.cancel(false);
    }
  }

  /** The client's answer is no line. */
  SmtpReply brokenLine() {
    state.expect(Expects.COMMAND);
    return end(NOT_BASE64);
  }

  private Optional<SmtpReply> respond(String encoded) {
    SaslExchange open = exchange;
    Optional<byte[]> message = StrictBase64.decode(encoded);
    if (open == null || message.isEmpty()) {
      return Optional.of(end(NOT_BASE64));
    }
    try {
      Step step = open.respond(message.get());
      if (step instanceof Step.Waiting waiting) {
        awaited = waiting.admission();
        state.expect(Expects.ADMISSION);
        state.wire().pause(waiting.admission());
        return Optional.empty();
      }
      return Optional.of(on(step));
    } catch (RuntimeException broken) {
      state.service().failures().accept(broken);
      return Optional.of(end(LATER));
    }
  }

  private SmtpReply on(Step step) {
    if (step instanceof Step.Challenge challenge) {
      state.expect(Expects.AUTH_LINE);
      return challenge(challenge.octets().toArray());
    }
    if (step instanceof Step.Finished finished) {
      byte[] last = finished.last().toArray();
      if (last.length == 0) {
        return admit(finished.admission());
      }
      pending = finished.admission(); // RFC 4954 §4: sent as a challenge, answered by an empty line
      state.expect(Expects.AUTH_LINE);
      return challenge(last);
    }
    return end(MALFORMED);
  }

  private SmtpReply admit(Admission admission) {
    if (admission instanceof Admission.Granted granted) {
      SmtpReply reply = state.ask(() -> welcome(granted));
      return end(reply.equals(Replies.BROKEN) ? LATER : reply);
    }
    if (admission instanceof Admission.Throttled throttled) {
      return end(
          SmtpReply.of(
              454, // RFC 4954 §6
              "4.7.0",
              "Too many failed logins, try again in " + throttled.seconds() + " seconds"));
    }
    if (!(admission instanceof Admission.Denied)) {
      return end(LATER);
    }
    if (++failures >= SLOW_FROM) {
      state.wire().slow(true);
    }
    if (failures < MAX_FAILURES) {
      return end(DENIED);
    }
    state.expect(Expects.NOTHING);
    return end(Replies.TOO_MANY_ERRORS);
  }

  private SmtpReply welcome(Admission.Granted granted) {
    if (!state.loggedIn(granted.login())) {
      return FULL;
    }
    failures = 0;
    state.wire().slow(false);
    return WELCOME;
  }

  private SmtpReply end(SmtpReply reply) {
    exchange = null;
    pending = null;
    return reply;
  }

  private static SmtpReply challenge(byte[] octets) {
    return SmtpReply.plain(334, StrictBase64.encode(octets));
  }
}
