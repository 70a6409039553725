package org.posthorn.webapi.v0;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.ApplicationSubmissions;
import org.posthorn.sending.value.ApplicationResult;
import org.posthorn.sending.value.ApplicationSubmission;
import org.posthorn.sending.value.SubmissionOrigin;

/** Calls what a method stands for. */
@ApplicationScoped
public class Methods {
  @Inject ApplicationSubmissions submissions;
  @Inject SuppressionMethods suppressions;
  @Inject MessageMethods messages;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public Methods() {}

  /**
   * Calls a method.
   *
   * @param client the client's address
   * @return a record that becomes JSON, or a {@link RawAnswer}
   * @throws MethodFailure what the client is told when it was not done
   */
  Record call(Method method, Login login, MethodRequest request, String client) {
    return switch (method) {
      case SEND -> send(login, request, client);
      case SUPPRESSION_LIST -> suppressions.list(login, request);
      case SUPPRESSION_ADD -> suppressions.add(login, request);
      case SUPPRESSION_REMOVE -> suppressions.remove(login, request);
      case SUPPRESSION_PRESENT -> suppressions.present(login, request);
      case MESSAGE_GET -> messages.get(login, request);
      case MESSAGE_RAW_GET -> messages.raw(login, request);
      case MESSAGE_PART_GET -> messages.part(login, request);
      case MESSAGE_DELETE -> messages.delete(login, request);
      case MESSAGE_FLAGS_ADD -> messages.addFlags(login, request);
      case MESSAGE_FLAGS_REMOVE -> messages.removeFlags(login, request);
      case MESSAGE_MOVE -> messages.move(login, request);
    };
  }

  private SendResult send(Login login, MethodRequest request, String client) {
    SubmissionOrigin origin = new SubmissionOrigin(login, SubmissionOrigin.WEBAPI, client);
    ApplicationResult result =
        submissions.send(
            new ApplicationSubmission(
                origin, SendRequest.read(request), java.util.Optional.empty()));
    if (result instanceof ApplicationResult.NotTaken refused) {
      throw new MethodFailure(refused.reason().code(), refused.detail());
    }
    return SendResult.of((ApplicationResult.Taken) result);
  }
}
