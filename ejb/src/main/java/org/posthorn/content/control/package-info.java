/** Append-only segments in the data directory, made durable in groups. */
@NullMarked
package org.posthorn.content.control;

import org.jspecify.annotations.NullMarked;
