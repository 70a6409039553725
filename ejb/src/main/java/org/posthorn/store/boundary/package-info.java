/** The mail store as protocols and pages see it: the ports of {@code mailstore} for an account. */
@NullMarked
package org.posthorn.store.boundary;

import org.jspecify.annotations.NullMarked;
