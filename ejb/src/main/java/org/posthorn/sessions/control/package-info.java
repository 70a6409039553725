/** Sessions as rows, and what is remembered of them. */
@NullMarked
package org.posthorn.sessions.control;

import org.jspecify.annotations.NullMarked;
