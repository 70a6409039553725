package org.posthorn.inbound.settings;

/**
 * One listener as it was configured and found good.
 *
 * @param name as in {@code posthorn.listener.NAME.port}
 * @param address the IP address to listen on
 * @param port 0 to 65535; 0 lets the system choose
 * @param allowance how many connections clients may have there
 */
public record ListenerSettings(
    String name, Role role, String address, int port, TlsMode tls, Allowance allowance) {

  /** With the standard allowance. */
  public ListenerSettings(String name, Role role, String address, int port, TlsMode tls) {
    this(name, role, address, port, tls, Allowance.STANDARD);
  }
}
