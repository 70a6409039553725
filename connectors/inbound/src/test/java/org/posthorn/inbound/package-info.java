/** Tests of the listeners, over real sockets. */
@NullMarked
package org.posthorn.inbound;

import org.jspecify.annotations.NullMarked;
