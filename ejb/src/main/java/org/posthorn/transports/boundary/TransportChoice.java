package org.posthorn.transports.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
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
}
