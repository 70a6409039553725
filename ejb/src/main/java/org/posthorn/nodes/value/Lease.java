package org.posthorn.nodes.value;

/**
 * A duty in the hands of this server.
 *
 * @param fence grows whenever the duty changes hands
 */
public record Lease(String name, long server, long fence) {}
