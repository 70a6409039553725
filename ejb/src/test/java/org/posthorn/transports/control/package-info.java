/** Tests of transports and routes. */
@NullMarked
package org.posthorn.transports.control;

import org.jspecify.annotations.NullMarked;
