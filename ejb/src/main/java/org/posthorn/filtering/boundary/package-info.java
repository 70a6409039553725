/** Whether a message that comes from elsewhere is wanted, and where it goes. */
@NullMarked
package org.posthorn.filtering.boundary;

import org.jspecify.annotations.NullMarked;
