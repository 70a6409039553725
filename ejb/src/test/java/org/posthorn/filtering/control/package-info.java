/** Tests of the decision about incoming mail. */
@NullMarked
package org.posthorn.filtering.control;

import org.jspecify.annotations.NullMarked;
