/** Who is signed in by a browser. */
@NullMarked
package org.posthorn.sessions.boundary;

import org.jspecify.annotations.NullMarked;
