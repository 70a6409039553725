package org.posthorn.inbound;

import org.posthorn.inbound.settings.ListenerSettings;

/**
 * A port to listen on, and what is spoken there.
 *
 * @param settings where, and how it is protected
 * @param protocol makes the conversations
 */
public record Listener(ListenerSettings settings, Protocol protocol) {}
