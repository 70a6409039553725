/** Tests of sessions. */
@NullMarked
package org.posthorn.sessions.control;

import org.jspecify.annotations.NullMarked;
