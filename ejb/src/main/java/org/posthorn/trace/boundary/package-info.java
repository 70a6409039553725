/** What became of each message, in the log. */
@NullMarked
package org.posthorn.trace.boundary;

import org.jspecify.annotations.NullMarked;
