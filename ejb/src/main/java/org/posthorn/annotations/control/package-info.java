/** Reads and changes annotations, and tells of changes. */
@NullMarked
package org.posthorn.annotations.control;

import org.jspecify.annotations.NullMarked;
