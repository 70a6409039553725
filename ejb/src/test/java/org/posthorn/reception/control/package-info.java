/** Fixtures of the reception. */
@NullMarked
package org.posthorn.reception.control;

import org.jspecify.annotations.NullMarked;
