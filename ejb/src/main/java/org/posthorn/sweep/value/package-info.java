/** What a run has brought. */
@NullMarked
package org.posthorn.sweep.value;

import org.jspecify.annotations.NullMarked;
