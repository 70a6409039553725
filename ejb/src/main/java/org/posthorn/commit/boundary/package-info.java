/** One commit for many who wait. */
@NullMarked
package org.posthorn.commit.boundary;

import org.jspecify.annotations.NullMarked;
