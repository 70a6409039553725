/** Tells the other servers of an installation at once what this one has changed. */
@NullMarked
package org.posthorn.feed.boundary;

import org.jspecify.annotations.NullMarked;
