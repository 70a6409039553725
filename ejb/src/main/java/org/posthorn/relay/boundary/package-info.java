/** Mail to other servers: what is put here reaches its recipients, or its sender hears of it. */
@NullMarked
package org.posthorn.relay.boundary;

import org.jspecify.annotations.NullMarked;
