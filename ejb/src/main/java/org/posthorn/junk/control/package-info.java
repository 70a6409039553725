/** Words, counts and probabilities. */
@NullMarked
package org.posthorn.junk.control;

import org.jspecify.annotations.NullMarked;
