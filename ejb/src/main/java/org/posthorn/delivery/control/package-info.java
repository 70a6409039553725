/** Who gets what. */
@NullMarked
package org.posthorn.delivery.control;

import org.jspecify.annotations.NullMarked;
