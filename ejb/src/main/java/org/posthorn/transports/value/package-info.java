/** What transports and routes are to those who ask. */
@NullMarked
package org.posthorn.transports.value;

import org.jspecify.annotations.NullMarked;
