/** Keys as others see them. */
@NullMarked
package org.posthorn.signing.value;

import org.jspecify.annotations.NullMarked;
