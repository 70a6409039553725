/** The resource adapter through which components exchange messages, and the broker inside it. */
@NullMarked
package org.posthorn.broker.ra;

import org.jspecify.annotations.NullMarked;
