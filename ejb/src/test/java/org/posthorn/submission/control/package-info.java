/** Tests of what accounts may send. */
@NullMarked
package org.posthorn.submission.control;

import org.jspecify.annotations.NullMarked;
