/** Ways on which mail leaves this server, and the routes that say which mail takes which. */
@NullMarked
package org.posthorn.transports.boundary;

import org.jspecify.annotations.NullMarked;
