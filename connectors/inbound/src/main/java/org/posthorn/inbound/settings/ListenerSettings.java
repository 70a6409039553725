package org.posthorn.inbound.settings;

import java.util.Optional;
import org.posthorn.net.Networks;

/**
 * One listener as it was configured and found good.
 *
 * @param name as in {@code posthorn.listener.NAME.port}
 * @param address the IP address to listen on
 * @param port 0 to 65535; 0 lets the system choose
 * @param allowance how many connections clients may have there
 * @param proxies who alone may connect, and says by the PROXY protocol for whom; empty when clients
 *     connect by themselves
 */
public record ListenerSettings(
    String name,
    ListenerRole role,
    String address,
    int port,
    TlsMode tls,
    ConnectionAllowance allowance,
    Optional<Networks> proxies) {

  /** With the standard allowance, without proxies. */
  public ListenerSettings(String name, ListenerRole role, String address, int port, TlsMode tls) {
    this(name, role, address, port, tls, ConnectionAllowance.STANDARD, Optional.empty());
  }
}
