/** What clients of the house may do. */
@NullMarked
package org.posthorn.reception.control;

import org.jspecify.annotations.NullMarked;
