/** The order to deliver a message, and its form in the queue. */
@NullMarked
package org.posthorn.spool.value;

import org.jspecify.annotations.NullMarked;
