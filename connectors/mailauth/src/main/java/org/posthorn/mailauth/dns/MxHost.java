package org.posthorn.mailauth.dns;

/**
 * A host that takes mail for a domain.
 *
 * @param preference the lower, the sooner it is tried
 * @param name the host's name in A-labels and lower case, without the final dot, or an address
 *     literal in brackets
 */
public record MxHost(int preference, String name) {}
