/** Who takes part in this installation. */
@NullMarked
package org.posthorn.nodes.boundary;

import org.jspecify.annotations.NullMarked;
