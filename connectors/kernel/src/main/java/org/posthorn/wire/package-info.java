/** The seam between protocols and sockets: octets in, octets out, no sockets, no threads. */
@NullMarked
package org.posthorn.wire;

import org.jspecify.annotations.NullMarked;
