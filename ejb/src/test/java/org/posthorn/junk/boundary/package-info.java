/** Tests of the junk filter. */
@NullMarked
package org.posthorn.junk.boundary;

import org.jspecify.annotations.NullMarked;
