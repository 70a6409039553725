package org.posthorn.sasl;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.posthorn.sasl.SaslExchange.Octets;
import org.posthorn.sasl.SaslExchange.Step;

/** Makes the steps of an exchange. */
final class Steps {
  private Steps() {}

  static Step challenge(String text) {
    return new Step.Challenge(octets(text));
  }

  static Step finished(CompletableFuture<Admission> admission) {
    return admission.isDone() ? finished(admission.join()) : new Step.Waiting(admission);
  }

  static Step finished(Admission admission) {
    return finished(admission, "");
  }

  static Step finished(Admission admission, String last) {
    return new Step.Finished(admission, octets(last));
  }

  private static Octets octets(String text) {
    return Octets.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
