/** Wiring for tests of deliveries. */
@NullMarked
package org.posthorn.delivery.control;

import org.jspecify.annotations.NullMarked;
