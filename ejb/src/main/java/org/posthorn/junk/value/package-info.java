/** What the junk filter is told and says. */
@NullMarked
package org.posthorn.junk.value;

import org.jspecify.annotations.NullMarked;
