/** What there is to know about the message broker itself, beside sending and receiving. */
@NullMarked
package org.posthorn.broker.boundary;

import org.jspecify.annotations.NullMarked;
