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

  /**
   * Sends a message.
   *
   * @param apiKey the id of the key that the application has shown; empty for a password
   * @param key its Idempotency-Key; empty for none
   */
  SentMessage send(Login login, SendMessage body, String apiKey, String key, String client) {
    if (key.length() > LONGEST_KEY || !key.matches("[!-~]*")) {
      throw ProblemException.badRequest(
          "Idempotency-Key", "has at most " + LONGEST_KEY + " characters of ASCII");
    }
    Optional<Repetition> repetition =
        Optional.of(key)
            .filter(it -> !it.isEmpty())
            .map(it -> Repetition.of(SubmissionOrigin.WEBAPI, apiKey, it, files.digest()));
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
