package org.posthorn.imap.handler;

import org.posthorn.imap.session.Capabilities;
import org.posthorn.imap.session.Completion;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.sasl.Admission;

/** What an attempt to log in comes to. RFC 5530 §3. */
final class Admissions {
  private Admissions() {}

  static Completion completion(Admission admission, ImapSession session) {
    if (admission instanceof Admission.Granted granted) {
      return session.loggedIn(granted.login())
          ? Completion.ok(Capabilities.code(session), "Logged in")
          : Completion.no("UNAVAILABLE", "Too many connections of this account, close some");
    }
    if (admission instanceof Admission.Throttled) {
      return Completion.no("LIMIT", "Too many failures, come back later");
    }
    if (admission instanceof Admission.Unavailable) {
      return Completion.no("UNAVAILABLE", "Not possible now, try again later");
    }
    return Completion.no("AUTHENTICATIONFAILED", "Wrong user or password");
  }
}
