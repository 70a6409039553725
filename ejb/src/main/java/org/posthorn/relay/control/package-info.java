/** How an outgoing message is claimed, sent, tried again and given up. */
@NullMarked
package org.posthorn.relay.control;

import org.jspecify.annotations.NullMarked;
