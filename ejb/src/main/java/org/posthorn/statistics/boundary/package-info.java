/** Shows what is counted. */
@NullMarked
package org.posthorn.statistics.boundary;

import org.jspecify.annotations.NullMarked;
