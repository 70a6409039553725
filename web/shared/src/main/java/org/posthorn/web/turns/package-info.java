/** Bounds what searches of one account take from the others. */
@NullMarked
package org.posthorn.web.turns;

import org.jspecify.annotations.NullMarked;
