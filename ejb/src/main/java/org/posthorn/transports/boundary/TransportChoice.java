package org.posthorn.transports.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthorn.transports.control.RouteMemory;
import org.posthorn.transports.value.ChosenTransport;
import org.posthorn.transports.value.RoutedMail;

/** Tells which way mail takes. Needs no transaction. */
@ApplicationScoped
public class TransportChoice {
  @Inject RouteMemory memory;

  /**
   * The transport of the first route that agrees: of the account, of the sender's domain, of the
   * server. Empty when none does: then mail goes as {@code posthorn.relay.*} says.
   *
   * @throws org.posthorn.signing.value.KeysUnreadable when its password cannot be decrypted
   */
  public Optional<ChosenTransport> of(RoutedMail mail) {
    return memory.choose(mail);
  }

  /**
   * The domains of recipients that routes to a transport name: with a dot before those that stand
   * for all below; empty text where a route names none and so means all.
   *
   * @return empty when no route takes a transport of this name
   */
  public List<String> recipientDomains(String transport) {
    return memory.routesTo(transport).stream()
        .flatMap(
            route ->
                route.recipientDomains().isEmpty()
                    ? Stream.of("")
                    : route.recipientDomains().stream())
        .distinct()
        .toList();
  }
}
