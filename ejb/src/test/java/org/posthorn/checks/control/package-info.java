/** Tests of the checks of incoming mail. */
@NullMarked
package org.posthorn.checks.control;

import org.jspecify.annotations.NullMarked;
