/** Tests of sessions. */
@NullMarked
package org.posthorn.sessions.boundary;

import org.jspecify.annotations.NullMarked;
