/** Wires the boundary by hand. */
@NullMarked
package org.posthorn.relay.boundary;

import org.jspecify.annotations.NullMarked;
