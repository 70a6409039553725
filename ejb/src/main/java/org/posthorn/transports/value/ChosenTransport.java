package org.posthorn.transports.value;

import java.util.Optional;

/**
 * The transport that some mail takes.
 *
 * @param password of the login, where there is one
 */
public record ChosenTransport(String name, TransportSpec spec, Optional<String> password) {

  /** Without the password. */
  @Override
  public String toString() {
    return "ChosenTransport[" + name + "]";
  }
}
