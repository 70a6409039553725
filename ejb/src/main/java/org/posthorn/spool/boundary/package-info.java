/** Mail that was accepted and waits to be delivered. */
@NullMarked
package org.posthorn.spool.boundary;

import org.jspecify.annotations.NullMarked;
