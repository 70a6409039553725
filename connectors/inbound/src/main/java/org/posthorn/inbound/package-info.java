/**
 * Listeners, connections and TLS: the only code that touches sockets. It drives any {@link
 * org.posthorn.wire.Conversation}.
 */
@NullMarked
package org.posthorn.inbound;

import org.jspecify.annotations.NullMarked;
