package org.posthorn.transports.value;

/**
 * A transport as administrators see it.
 *
 * @param hasPassword whether there is a password; it is never shown
 */
public record TransportInfo(String name, TransportSpec spec, boolean hasPassword) {}
