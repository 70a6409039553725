/** Rows of transports and routes, and what is remembered of them. */
@NullMarked
package org.posthorn.transports.control;

import org.jspecify.annotations.NullMarked;
