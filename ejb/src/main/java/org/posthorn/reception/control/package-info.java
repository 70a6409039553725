/** When reception opens. */
@NullMarked
package org.posthorn.reception.control;

import org.jspecify.annotations.NullMarked;
