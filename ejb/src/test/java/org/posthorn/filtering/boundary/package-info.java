/** Tests of the filter of incoming mail. */
@NullMarked
package org.posthorn.filtering.boundary;

import org.jspecify.annotations.NullMarked;
