/** Tests of turns. */
@NullMarked
package org.posthorn.web.turns;

import org.jspecify.annotations.NullMarked;
