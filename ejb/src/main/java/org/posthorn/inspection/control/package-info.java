/** What a check finds, and what is told of it. */
@NullMarked
package org.posthorn.inspection.control;

import org.jspecify.annotations.NullMarked;
