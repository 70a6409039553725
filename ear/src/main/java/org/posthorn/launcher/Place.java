package org.posthorn.launcher;

/**
 * Where the server is going to listen.
 *
 * @param name of the listener, or {@code http}
 * @param key that sets the port
 * @param address to be bound
 */
record Place(String name, String key, String address, int port) {}
