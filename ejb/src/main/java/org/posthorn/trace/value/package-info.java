/** What the trace tells. */
@NullMarked
package org.posthorn.trace.value;

import org.jspecify.annotations.NullMarked;
