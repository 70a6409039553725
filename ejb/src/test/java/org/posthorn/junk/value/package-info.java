/** Tests of what the junk filter is told. */
@NullMarked
package org.posthorn.junk.value;

import org.jspecify.annotations.NullMarked;
