/** Tests of what the resource adapters share. */
@NullMarked
package org.posthorn.inbound.ra;

import org.jspecify.annotations.NullMarked;
