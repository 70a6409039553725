/** Tests of transports and routes. */
@NullMarked
package org.posthorn.transports.boundary;

import org.jspecify.annotations.NullMarked;
