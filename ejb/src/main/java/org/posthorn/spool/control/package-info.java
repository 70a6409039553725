/** The delivery queue. */
@NullMarked
package org.posthorn.spool.control;

import org.jspecify.annotations.NullMarked;
