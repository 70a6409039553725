package org.posthorn.webapi.v1;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.ApplicationSubmissions;
import org.posthorn.sending.value.ApplicationResult;
import org.posthorn.sending.value.ApplicationSubmission;
import org.posthorn.sending.value.ApplicationSubmission.Repetition;
import org.posthorn.sending.value.SubmissionOrigin;
import org.posthorn.webapi.files.RequestFiles;
import org.posthorn.webapi.problem.ProblemException;

/** Sends messages for the API. */
@ApplicationScoped
public class MessageSending {
  private static final int LONGEST_KEY = 255;

  @Inject ApplicationSubmissions submissions;
  @Inject RequestFiles files;

  private final Clock clock = Clock.systemUTC(); // a Date is the time of day

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public MessageSending() {}

  SentMessage send(Login login, SendMessage body, String key, String client) {
    if (key.length() > LONGEST_KEY || !key.matches("[!-~]*")) {
      throw ProblemException.badRequest(
          "Idempotency-Key", "has at most " + LONGEST_KEY + " characters of ASCII");
    }
    Optional<Repetition> repetition =
        key.isEmpty() ? Optional.empty() : Optional.of(new Repetition(key, files.digest()));
    ApplicationResult result =
        submissions.send(
            new ApplicationSubmission(
                new SubmissionOrigin(login, SubmissionOrigin.WEBAPI, client),
                body.mail(clock, files),
                repetition));
    if (result instanceof ApplicationResult.NotTaken refused) {
      throw SendRefusal.of(refused);
    }
    return SentMessage.of((ApplicationResult.Taken) result);
  }
}
