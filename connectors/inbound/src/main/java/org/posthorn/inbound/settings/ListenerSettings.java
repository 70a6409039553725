package org.posthorn.inbound.settings;

/**
 * One listener as it was configured and found good.
 *
 * @param name as in {@code posthorn.listener.NAME.port}
 * @param address the IP address to listen on
 * @param port 0 to 65535; 0 lets the system choose
 */
public record ListenerSettings(String name, Role role, String address, int port, TlsMode tls) {}
