/** Tests of delivery. */
@NullMarked
package org.posthorn.delivery.boundary;

import org.jspecify.annotations.NullMarked;
