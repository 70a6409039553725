package org.posthorn.inbound.settings;

/**
 * What a listener is for.
 *
 * @param name the word in the configuration
 * @param kind what its listeners share their workers with, and nobody else: a name for threads
 * @param forUsers whether people log in there: they may show a certificate instead of a password
 * @param halfWorkers whether half of the workers are enough
 * @param local whether it listens for this machine only, unless an address is set
 */
public record ListenerRole(
    String name, String kind, boolean forUsers, boolean halfWorkers, boolean local) {}
