/** What the whole server promises, seen from outside. */
@NullMarked
package org.posthorn.it;

import org.jspecify.annotations.NullMarked;
