package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Dialogue;
import org.posthorn.imap.command.NotAuthenticated.Authenticate;
import org.posthorn.imap.session.Handler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.SaslExchange;
import org.posthorn.sasl.StrictBase64;

/** AUTHENTICATE. RFC 9051 §6.2.2, RFC 4959. */
final class AuthenticateHandler implements Handler<Authenticate> {
  @Override
  public Answer handle(Authenticate command, ImapSession session) {
    Optional<SaslExchange> exchange =
        session.gate().start(command.mechanism(), session.wire().peer());
    if (exchange.isEmpty()) {
      return Completion.no("CANNOT", "Unsupported authentication mechanism");
    }
    Exchange dialogue = new Exchange(exchange.get(), session);
    if (command.initial().isPresent()) {
      return dialogue.initial(command.initial().get());
    }
    return session.gate().clientFirst(command.mechanism())
        ? dialogue.challenge(new byte[0])
        : dialogue.respond(new byte[0]);
  }

  /** One exchange. RFC 4422 §3. */
  private static final class Exchange implements Dialogue {
    private final SaslExchange exchange;
    private final ImapSession session;
    private Optional<Admission> finished = Optional.empty();

    Exchange(SaslExchange exchange, ImapSession session) {
      this.exchange = exchange;
      this.session = session;
    }

    // initial-resp = (base64 / "=") ; "=" means an empty response
    Answer initial(String response) {
      return response.equals("=") ? respond(new byte[0]) : line(response);
    }

    @Override
    public Answer line(String line) {
      if (line.equals("*")) {
        return Completion.bad("Authentication cancelled"); // RFC 9051 §6.2.2
      }
      return StrictBase64.decode(line)
          .map(this::respond)
          .orElseGet(() -> Completion.bad("Invalid base64"));
    }

    Answer respond(byte[] message) {
      if (finished.isPresent()) { // the client has acknowledged the last message
        return message.length == 0
            ? Admissions.completion(finished.get(), session)
            : Completion.bad("Unexpected client response");
      }
      SaslExchange.Step step = exchange.respond(message);
      if (step instanceof SaslExchange.Step.Challenge challenge) {
        return challenge(challenge.octets().toArray());
      }
      if (step instanceof SaslExchange.Step.Finished end) {
        byte[] last = end.last().toArray();
        if (last.length > 0 && end.admission() instanceof Admission.Granted) {
          finished = Optional.of(end.admission());
          return challenge(last); // there is no data with success in IMAP. RFC 4422 §3.6
        }
        return Admissions.completion(end.admission(), session);
      }
      if (step instanceof SaslExchange.Step.Waiting waiting) {
        return Admissions.answer(waiting.admission(), session);
      }
      return Completion.bad("Invalid SASL response");
    }

    Answer challenge(byte[] octets) {
      session.out().text("+ ").text(StrictBase64.encode(octets)).crlf();
      return this;
    }
  }
}
