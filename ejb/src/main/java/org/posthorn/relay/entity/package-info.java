/** The rows of the outgoing queue. */
@NullMarked
package org.posthorn.relay.entity;

import org.jspecify.annotations.NullMarked;
