package org.posthorn.inbound.settings;

/**
 * A listener that is there without being configured.
 *
 * @param samplePort its port in sample mode
 */
public record StandardListener(
    String name, ListenerRole role, TlsMode tls, int port, int samplePort) {}
