/** The outgoing queue with servers that tests play. */
@NullMarked
package org.posthorn.relay.control;

import org.jspecify.annotations.NullMarked;
