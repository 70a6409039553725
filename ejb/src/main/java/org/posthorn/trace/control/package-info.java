/** How values are written so that a log line stays one line. */
@NullMarked
package org.posthorn.trace.control;

import org.jspecify.annotations.NullMarked;
