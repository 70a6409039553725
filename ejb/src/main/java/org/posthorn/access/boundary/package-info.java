/** Where listeners hand over: the message-driven beans, and whether anybody is let in. */
@NullMarked
package org.posthorn.access.boundary;

import org.jspecify.annotations.NullMarked;
