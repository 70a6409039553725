/** Fixtures of the trace. */
@NullMarked
package org.posthorn.trace.control;

import org.jspecify.annotations.NullMarked;
