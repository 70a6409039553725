/** Puts messages into threads by what answers what and by subject. */
@NullMarked
package org.posthorn.mailstore.thread;

import org.jspecify.annotations.NullMarked;
