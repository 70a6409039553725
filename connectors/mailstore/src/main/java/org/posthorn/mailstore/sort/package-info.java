/** Puts messages in order by what stands in their envelopes. */
@NullMarked
package org.posthorn.mailstore.sort;

import org.jspecify.annotations.NullMarked;
