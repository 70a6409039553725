/** Tests of the junk filter. */
@NullMarked
package org.posthorn.junk.control;

import org.jspecify.annotations.NullMarked;
