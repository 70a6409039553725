/** From the delivery queue into mailboxes, or on to the relay. */
@NullMarked
package org.posthorn.delivery.boundary;

import org.jspecify.annotations.NullMarked;
