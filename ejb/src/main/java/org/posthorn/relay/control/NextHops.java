package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthorn.kernel.Address;
import org.posthorn.transports.boundary.TransportChoice;
import org.posthorn.transports.value.ChosenTransport;
import org.posthorn.transports.value.RoutedMail;
import org.posthorn.transports.value.TransportKind;

/** Finds the transport of a group for an attempt. */
@ApplicationScoped
public class NextHops {
  @Inject TransportChoice choice;
  @Inject RelayEnvironment environment;

  /**
   * That of recipients in one domain of one delivery. Those who were tried less often go along with
   * the one who was tried most.
   *
   * @throws org.posthorn.signing.value.KeysUnreadable when its password cannot be decrypted
   */
  Transport of(List<QueuedRecipient> parcels) {
    QueuedRecipient any = parcels.get(0);
    int attempts = parcels.stream().mapToInt(QueuedRecipient::attempts).max().orElse(0);
    RoutedMail mail =
        new RoutedMail(
            any.account(),
            any.envelope().sender().map(Address::domain),
            any.address().domain(),
            attempts);
    return choice.of(mail).map(this::transport).orElseGet(environment::transport);
  }

  private Transport transport(ChosenTransport chosen) {
    return chosen.spec().kind() == TransportKind.FAIL
        ? new FixedReply(chosen.spec().failure().orElseThrow())
        : environment.transport().via(NextHop.of(chosen));
  }
}
