/** Wiring for tests of several servers. */
@NullMarked
package org.posthorn.nodes.boundary;

import org.jspecify.annotations.NullMarked;
