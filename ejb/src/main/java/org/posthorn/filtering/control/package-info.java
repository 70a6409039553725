/** How it is decided whether a message is wanted. */
@NullMarked
package org.posthorn.filtering.control;

import org.jspecify.annotations.NullMarked;
