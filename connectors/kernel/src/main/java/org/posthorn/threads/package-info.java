/** Work on threads of its own: the one way in which it is started, and in which it fails. */
@NullMarked
package org.posthorn.threads;

import org.jspecify.annotations.NullMarked;
