package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthorn.kernel.Address;
import org.posthorn.transports.boundary.OnDemandDomains;
import org.posthorn.transports.boundary.TransportChoice;
import org.posthorn.transports.value.ChosenTransport;
import org.posthorn.transports.value.RoutedMail;

/** Finds the transport of a group for an attempt. */
@ApplicationScoped
public class NextHops {
  @Inject TransportChoice choice;
  @Inject RelayEnvironment environment;
  @Inject OnDemandDomains onDemand;

  /**
   * That of recipients in one domain of one delivery. Those who were tried less often go along with
   * the one who was tried most.
   *
   * @throws org.posthorn.signing.value.KeysUnreadable when its password cannot be decrypted
   */
  Transport of(List<QueuedRecipient> parcels) {
    QueuedRecipient any = parcels.get(0);
    if (onDemand.has(any.address().domain())) { // whatever routes say of all mail
      return new WaitingToBeFetched();
    }
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
    return switch (chosen.spec().kind()) {
      case FAIL -> new FixedReply(chosen.spec().failure().orElseThrow());
      case ON_DEMAND -> new WaitingToBeFetched();
      default -> environment.transport().via(NextHop.of(chosen));
    };
  }
}
