package org.posthorn.transports.value;

/**
 * A transport as administrators see it.
 *
 * @param passwordSet whether there is a password; it is never shown
 */
public record TransportInfo(String name, TransportSpec spec, boolean passwordSet) {}
