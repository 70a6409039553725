package org.posthorn.imap.handler;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.session.Capabilities;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.sasl.Admission;

/** What an attempt to log in comes to. RFC 5530 §3. */
final class Admissions {
  private Admissions() {}

  /** The answer, which waits without a worker where the attempt does. */
  static Answer answer(CompletableFuture<Admission> admission, ImapSession session) {
    if (admission.isDone()) {
      return completion(admission.join(), session);
    }
    session.wire().pause(admission);
    return new Waiting(admission, session);
  }

  /** A login that is being checked. */
  private record Waiting(CompletableFuture<Admission> admission, ImapSession session)
      implements Work {

    @Override
    public Optional<Completion> step() {
      return Optional.of(completion(admission.join(), session));
    }

    @Override
    public void abandoned() {
      admission.cancel(false);
    }
  }

  static Completion completion(Admission admission, ImapSession session) {
    if (admission instanceof Admission.Granted granted) {
      return session.loggedIn(granted.login())
          ? Completion.ok(Capabilities.code(session), "Logged in")
          : Completion.no("UNAVAILABLE", "Too many connections for this account");
    }
    if (admission instanceof Admission.Throttled throttled) { // not [LIMIT]: programs take it for
      return Completion.no( // a wrong password
          "UNAVAILABLE",
          "Too many failed logins, try again in " + throttled.seconds() + " seconds");
    }
    if (admission instanceof Admission.Unavailable) {
      return Completion.no("UNAVAILABLE", "Temporary failure, try again later");
    }
    session.loginFailed();
    return Completion.no("AUTHENTICATIONFAILED", "Authentication failed");
  }
}
