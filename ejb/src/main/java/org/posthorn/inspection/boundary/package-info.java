/** Checks a whole data directory whose server is stopped. */
@NullMarked
package org.posthorn.inspection.boundary;

import org.jspecify.annotations.NullMarked;
