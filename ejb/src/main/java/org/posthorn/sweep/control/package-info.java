/** Marks what is referred to, and frees the rest. */
@NullMarked
package org.posthorn.sweep.control;

import org.jspecify.annotations.NullMarked;
