/** Frees the disk space of messages that nobody refers to any more. */
@NullMarked
package org.posthorn.sweep.boundary;

import org.jspecify.annotations.NullMarked;
